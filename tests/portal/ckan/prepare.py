# SPDX-License-Identifier: GPL-3.0-or-later
"""prepare.py CKAN.INI: makes the tables, and the people and organisations that the tests know.

One process for what would be eight calls of CKAN's command line, two seconds each. Prints their
tokens as NAME=VALUE.
"""
import sys

from ckan import model
from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app
from ckan.plugins.toolkit import get_action

PEOPLE = {
    "CKAN_SYSADMIN_TOKEN": ("quan-tri", None, None),
    "CKAN_TOKEN": ("can-bo", "editor", "co-quan-thu"),
    "CKAN_OTHER_TOKEN": ("nguoi-khac", "editor", "co-quan-khac"),
    "CKAN_MEMBER_TOKEN": ("nguoi-doc", "member", "co-quan-thu"),
}
ORGANISATIONS = {"co-quan-thu": "Cơ quan thử", "co-quan-khac": "Cơ quan khác"}


def act(name, data, user="quan-tri"):
    return get_action(name)({"ignore_auth": True, "user": user}, data)


def main(ini):
    app = make_app(CKANConfigLoader(ini).get_config())
    with app._wsgi_app.test_request_context():
        model.repo.init_db()
        for name, role, _ in PEOPLE.values():
            act("user_create", {"name": name, "email": name + "@example.org", "password": "practice-only-1"}, "")
            if role is None:
                model.User.get(name).sysadmin = True
                model.repo.commit()
        for name, title in ORGANISATIONS.items():
            users = [{"name": who, "capacity": role} for who, role, where in PEOPLE.values() if where == name]
            act("organization_create", {"name": name, "title": title, "users": users})
        for variable, (name, _, _) in PEOPLE.items():
            print(variable + "=" + act("api_token_create", {"user": name, "name": "tests"}, name)["token"])
    print("CKAN_ORG=co-quan-thu")


main(sys.argv[1])
