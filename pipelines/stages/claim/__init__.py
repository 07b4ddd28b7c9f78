"""Klopt dit cijfer? What was said about the partnership → which definition gives it, which does not, and the right sentence.

Pure: reads no files and opens no database. `verdict` judges what was published before. `said`, `match`, `answer` and
`sentences` judge any sentence, and know only figures that are published (`world`): what is hidden never comes in, so it
cannot be confirmed.
"""
