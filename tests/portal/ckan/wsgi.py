# SPDX-License-Identifier: GPL-3.0-or-later
"""What gunicorn serves: the CKAN of $CKAN_INI."""
import os

from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app

application = make_app(CKANConfigLoader(os.environ["CKAN_INI"]).get_config())
