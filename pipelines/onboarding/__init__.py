"""An unknown export → a proposal for its delivery YAML, with reasons and questions. Only this package guesses; reading never does."""
