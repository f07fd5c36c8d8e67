"""How often each thing may be tried. `docs/operations.md` lists the same figures."""

from datetime import timedelta

from coursesite.web.limits import Limit

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)

# A guesser is stopped early, the owner at another address is not: the first counts one account from one address.
SIGN_IN_ACCOUNT = Limit("sign_in_account", 10, QUARTER)
SIGN_IN_NETWORK = Limit("sign_in_network", 50, QUARTER)
SIGN_UP_NETWORK = Limit("sign_up_network", 10, HOUR)
SIGN_UP_ADDRESS = Limit("sign_up_address", 3, HOUR)
FORGOTTEN_NETWORK = Limit("forgotten_network", 10, HOUR)
FORGOTTEN_ADDRESS = Limit("forgotten_address", 3, HOUR)
NEW_ADDRESS_ACCOUNT = Limit("new_address_account", 5, HOUR)
NEW_ADDRESS_ADDRESS = Limit("new_address_address", 3, HOUR)
OWN_PASSWORD = Limit("own_password", 10, QUARTER)
PICTURES = Limit("pictures", 20, HOUR)
VISITS_NETWORK = Limit("visits_network", 120, HOUR)
