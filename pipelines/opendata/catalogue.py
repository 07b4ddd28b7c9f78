"""What is offered, in words → `dcat.ttl` and `dcat.jsonld`: the same catalogue twice, after DCAT-AP-NL 3.0.

One dataset per table, with csv and Parquet as its two forms, and one for the publication as a whole. Addresses are
relative to the catalogue unless `base_url` is given, so that the folder may lie anywhere.
"""

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD
from rdflib.term import Node

from pipelines.metrics import Text
from pipelines.opendata.datapackage import PROFILE
from pipelines.opendata.described import Offer, Tables

if TYPE_CHECKING:
    from pipelines.opendata.offer import Edition, File

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
# In DCAT 3, which rdflib's list does not hold yet.
VERSION = URIRef(f"{DCAT}version")
AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA = "https://www.iana.org/assignments/media-types"
# Ending of a file: its EU file type and IANA media type; DuckDB has neither, so it is binary.
FORMS = {
    "csv": ("CSV", "text/csv"),
    "parquet": ("PARQUET", "application/vnd.apache.parquet"),
    "duckdb": ("BIN", "application/octet-stream"),
}
LABELS = {"SOCI": "Bevolking en samenleving", "EDUC": "Onderwijs, cultuur en sport"}


def describe(edition: "Edition", who: Offer, words: Tables) -> dict[str, str]:
    """Name of the file → its text."""
    made = _Catalogue(edition, who)
    for offered in edition.tables:
        described = words.tables[offered.table]
        made.dataset(offered.table, described.title, described.about, [offered.csv, offered.parquet])
    made.whole([offered.table for offered in edition.tables])
    graph = made.graph
    return {"dcat.ttl": graph.serialize(format="turtle"), "dcat.jsonld": graph.serialize(format="json-ld", indent=1)}


class _Catalogue:
    """The graph while it is being filled: what all datasets share is said once."""

    def __init__(self, edition: "Edition", who: Offer) -> None:
        self.edition, self.who, self.graph = edition, who, Graph()
        for prefix, space in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("vcard", VCARD), ("spdx", SPDX)):
            self.graph.bind(prefix, space)
        self.issued = Literal(f"{edition.built_at:%Y-%m-%dT%H:%M:%S}Z", datatype=XSD.dateTime)
        self.agent, self.contact = self._agent(), self._contact()
        self.catalogue = self._address("dcat.ttl#catalogue")
        self._say(self.catalogue, DCAT.Catalog, self._title(who.title), self._about(who.description))
        for said, value in (
            (DCTERMS.publisher, self.agent), (DCTERMS.creator, self.agent), (DCAT.contactPoint, self.contact),
            (DCTERMS.license, self._licence()), (DCTERMS.issued, self.issued), (DCTERMS.modified, self.issued),
            (DCTERMS.spatial, self._known("country", who.country, DCTERMS.Location)),
        ):  # fmt: skip
            self.graph.add((self.catalogue, said, value))
        self._languages(self.catalogue)

    def dataset(self, name: str, title: Text, about: Text, files: list["File"]) -> URIRef:
        """One dataset with its forms, in the catalogue."""
        who, edition = self.who, self.edition
        dataset = self._address(f"dcat.ttl#{name}")
        self._say(dataset, DCAT.Dataset, self._title(title), self._about(about))
        identifier = f"urn:uuid:{uuid5(NAMESPACE_URL, f'kopgroep-benchmark/{edition.version}/{name}')}"
        public = self._known("access-right", "PUBLIC", DCTERMS.RightsStatement)
        frequency = self._known("frequency", who.frequency, DCTERMS.Frequency)
        for said, value in (
            (DCTERMS.identifier, Literal(identifier)), (DCTERMS.accessRights, public), (DCAT.contactPoint, self.contact),
            (DCTERMS.publisher, self.agent), (DCTERMS.creator, self.agent), (DCTERMS.issued, self.issued),
            (DCTERMS.modified, self.issued), (VERSION, Literal(edition.version)),
            (DCTERMS.accrualPeriodicity, frequency), (DCTERMS.conformsTo, self._standard()),
            (FOAF.page, self._document("datapackage.json")), (DCAT.landingPage, self._document("LEESMIJ.md")),
            (DCTERMS.spatial, self._known("country", who.country, DCTERMS.Location)),
            *((DCAT.theme, self._theme(theme)) for theme in who.themes),
            *((DCAT.keyword, Literal(word, lang)) for lang in ("nl", "en") for word in getattr(who.keywords, lang)),
        ):  # fmt: skip
            self.graph.add((dataset, said, value))
        self._languages(dataset)
        if edition.from_year and edition.as_of:
            self._covers(dataset, f"{edition.from_year}-08-01", edition.as_of)
        for file in files:
            self.graph.add((dataset, DCAT.distribution, self._distribution(file, title)))
        self.graph.add((self.catalogue, DCAT.dataset, dataset))
        return dataset

    def whole(self, parts: list[str]) -> None:
        """The publication as one dataset, with the tables as its parts."""
        dataset = self.dataset("publication", self.who.title, self.who.description, [self.edition.database])
        for part in parts:
            self.graph.add((dataset, DCTERMS.hasPart, self._address(f"dcat.ttl#{part}")))

    def _distribution(self, file: "File", title: Text) -> URIRef:
        address = self._address(file.path)
        form, media = FORMS[file.path.rsplit(".", 1)[-1]]
        checksum = BNode()
        self._say(
            address, DCAT.Distribution, {lang: f"{text} ({form})" for lang, text in self._title(title).items()}, {}
        )
        for subject, said, value in (
            (address, DCAT.accessURL, address), (address, DCAT.downloadURL, address),
            (address, DCTERMS.license, self._licence()), (address, DCAT.mediaType, self._media(media)),
            (address, DCTERMS.format, self._known("file-type", form, DCTERMS.MediaTypeOrExtent)),
            (address, DCAT.byteSize, Literal(file.bytes, datatype=XSD.nonNegativeInteger)),
            (address, DCTERMS.issued, self.issued), (address, SPDX.checksum, checksum),
            (checksum, RDF.type, SPDX.Checksum), (checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
            (SPDX.checksumAlgorithm_sha256, RDF.type, SPDX.ChecksumAlgorithm),
            (checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)),
        ):  # fmt: skip
            self.graph.add((subject, said, value))
        self._languages(address)
        return address

    def _address(self, path: str) -> URIRef:
        return URIRef(f"{self.who.base_url.rstrip('/')}/{self.edition.version}/{path}" if self.who.base_url else path)

    def _say(self, about: Node, kind: URIRef, title: dict[str, str], description: dict[str, str]) -> None:
        self.graph.add((about, RDF.type, kind))
        for lang, text in title.items():
            self.graph.add((about, DCTERMS.title, Literal(text, lang)))
        for lang, text in description.items():
            self.graph.add((about, DCTERMS.description, Literal(text, lang)))

    def _title(self, text: Text) -> dict[str, str]:
        mark = " (demo)" if self.edition.demo else ""
        return {"nl": f"{text.nl}{mark}", "en": f"{text.en}{mark}"}

    def _about(self, text: Text) -> dict[str, str]:
        nl, en = ("Alle mensen en cijfers zijn verzonnen. ", "All people and figures are made up. ")
        demo = self.edition.demo
        return {"nl": f"{nl if demo else ''}{text.nl}", "en": f"{en if demo else ''}{text.en}"}

    def _agent(self) -> BNode:
        agent = BNode()
        self.graph.add((agent, RDF.type, FOAF.Agent))
        self.graph.add((agent, FOAF.name, Literal(self.who.publisher, "nl")))
        return agent

    def _contact(self) -> BNode:
        contact = BNode()
        self.graph.add((contact, RDF.type, VCARD.Organization))
        self.graph.add((contact, RDF.type, VCARD.Kind))
        self.graph.add((contact, VCARD.fn, Literal(self.who.contact.name, "nl")))
        self.graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{self.who.contact.email}")))
        return contact

    def _licence(self) -> URIRef:
        licence = URIRef(self.who.licence.path)
        self.graph.add((licence, RDF.type, DCTERMS.LicenseDocument))
        return licence

    def _standard(self) -> URIRef:
        standard = URIRef(PROFILE)
        self.graph.add((standard, RDF.type, DCTERMS.Standard))
        return standard

    def _document(self, path: str) -> URIRef:
        document = self._address(path)
        self.graph.add((document, RDF.type, FOAF.Document))
        return document

    def _media(self, media: str) -> URIRef:
        known = URIRef(f"{MEDIA}/{media}")
        self.graph.add((known, RDF.type, DCTERMS.MediaType))
        return known

    def _theme(self, theme: str) -> URIRef:
        known = self._known("data-theme", theme, SKOS.Concept)
        self.graph.add((known, SKOS.prefLabel, Literal(LABELS.get(theme, theme), "nl")))
        return known

    def _languages(self, about: Node) -> None:
        for language in ("NLD", "ENG"):
            self.graph.add((about, DCTERMS.language, self._known("language", language, DCTERMS.LinguisticSystem)))

    def _covers(self, dataset: Node, first: str, last: str) -> None:
        period = BNode()
        self.graph.add((dataset, DCTERMS.temporal, period))
        self.graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        self.graph.add((period, DCAT.startDate, Literal(first, datatype=XSD.date)))
        self.graph.add((period, DCAT.endDate, Literal(last, datatype=XSD.date)))

    def _known(self, listed: str, code: str, kind: URIRef) -> URIRef:
        """A value of one of the EU's lists, with its kind, so that the catalogue can be checked by itself."""
        known = URIRef(f"{AUTHORITY}/{listed}/{code}")
        self.graph.add((known, RDF.type, kind))
        return known
