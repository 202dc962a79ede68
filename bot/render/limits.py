"""Discord's limits, as its documentation states them (https://discord.com/developers/docs).

What is counted: Discord doesn't say whether it counts code points or UTF-16 units, and its own
clients count the latter. There are never fewer of those, so we count them everywhere.
"""

# Messages with the flag IS_COMPONENTS_V2, see components/reference#what-is-a-component
COMPONENTS = 40  # of a message, nested ones included
CHARACTERS = 4_000  # of all text displays of a message together

# See components/reference#button
BUTTON_LABEL = 80
BUTTON_URL = 512

# See components/reference#string-select
SELECT_OPTIONS = 25
SELECT_PLACEHOLDER = 150
OPTION_LABEL = 100
OPTION_DESCRIPTION = 100
OPTION_VALUE = 100

# See components/reference#label, #text-input, #file-upload, and #modal of interactions
MODAL_TITLE = 45
LABEL = 45
LABEL_DESCRIPTION = 100
INPUT_VALUE = 4_000
UPLOADED_FILES = 10

# See interactions/application-commands#application-command-object
CHOICES = 25  # that an autocompletion may offer
CHOICE_NAME = 100
CHOICE_VALUE = 100


def length(text: str) -> int:
    """Return how long Discord takes a text to be at most."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
