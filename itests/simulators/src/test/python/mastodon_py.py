"""A day with Mastodon.py: what a program that others wrote does with a server of Mastodon, through that library alone.

Called with the server's address and the name of somebody who has an account there; prints one JSON object.
"""
import base64
import json
import re
import sys
import urllib.parse
import urllib.request

from mastodon import (
    Mastodon,
    MastodonAPIError,
    MastodonIllegalArgumentError,
    MastodonNotFoundError,
    MastodonUnauthorizedError,
)

URL, USER = sys.argv[1], sys.argv[2]
REDIRECT = "http://127.0.0.1:1/callback"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=="
)


class Stay(urllib.request.HTTPRedirectHandler):
    """Nobody listens where the answer leads."""

    def redirect_request(self, *unused):
        return None


def decide(address, decision):
    """Somebody looks at the page and presses a button of its form."""
    page = urllib.request.urlopen(address).read().decode()
    form = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page))
    form = {name: value.replace("&amp;", "&") for name, value in form.items()}
    form.update(user=USER, decision=decision)
    try:
        urllib.request.build_opener(Stay).open(
            urllib.parse.urljoin(address, "/oauth/authorize"), urllib.parse.urlencode(form).encode()
        )
    except urllib.error.HTTPError as answer:
        return urllib.parse.parse_qs(urllib.parse.urlparse(answer.headers["Location"]).query)


def refusal(call):
    try:
        call()
        return "nothing"
    except (MastodonAPIError, MastodonIllegalArgumentError) as error:
        return type(error).__name__ + ": " + str(error.args[-1])


client_id, client_secret = Mastodon.create_app(
    "Python", scopes=["read", "write"], redirect_uris=REDIRECT, api_base_url=URL
)
api = Mastodon(client_id=client_id, client_secret=client_secret, api_base_url=URL)
authorize = api.auth_request_url(redirect_uris=REDIRECT, scopes=["read", "write"])
wrong_code = refusal(lambda: api.log_in(code="wrong", redirect_uri=REDIRECT, scopes=["read", "write"]))
code = decide(authorize, "allow")["code"][0]
api.log_in(code=code, redirect_uri=REDIRECT, scopes=["read", "write"])
me = api.account_verify_credentials()
picture = api.media_post(PICTURE, mime_type="image/png", description="Ein roter Punkt")
film = api.media_post(b"film", mime_type="video/mp4")
first = api.status_post("Grüße", media_ids=[picture], visibility="unlisted", idempotency_key="k", language="de")
again = api.status_post("Grüße", media_ids=[picture], visibility="unlisted", idempotency_key="k", language="de")
reply = api.status_reply(first, "Antwort", untag=True)
poll = api.status_post("Which?", poll=api.make_poll(["This", "That"], expires_in=600))
edited = api.status_update(reply, "Eine bessere Antwort")
api.status_favourite(first)
seen = api.status(first)
listed = api.account_statuses(me, limit=2)
more = api.fetch_remaining(listed)
too_long = refusal(lambda: api.status_post("x" * 501))
early = refusal(lambda: api.status_post("Early", media_ids=[film]))
api.status_delete(poll)
try:
    api.status(poll)
    gone = ""
except MastodonNotFoundError:
    gone = "MastodonNotFoundError"
remaining = api.ratelimit_remaining
api.revoke_access_token()
api.access_token = "wrong"
try:
    api.account_verify_credentials()
    revoked = ""
except MastodonUnauthorizedError:
    revoked = "MastodonUnauthorizedError"

print(
    json.dumps(
        {
            "me": me["acct"],
            "characters": api.instance()["configuration"]["statuses"]["max_characters"],
            "wrongCode": wrong_code,
            "picture": {"url": picture["url"], "description": picture["description"]},
            "film": film["url"],
            "first": {"id": str(first["id"]), "visibility": first["visibility"], "media": len(first["media_attachments"])},
            "again": str(again["id"]),
            "reply": {"parent": str(reply["in_reply_to_id"]), "content": edited["content"]},
            "poll": [option["title"] for option in poll["poll"]["options"]],
            "favourites": seen["favourites_count"],
            "listed": [str(status["id"]) for status in more],
            "tooLong": too_long,
            "early": early,
            "gone": gone,
            "remaining": remaining,
            "revoked": revoked,
        }
    )
)
