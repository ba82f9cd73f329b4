"""The preview's server: addresses → the book's website, its PDF as pages, and the findings.

Answers this machine alone: requests for other hosts, and of other origins, are refused, so that
no page of the web can read a book through the browser of the one who writes it. Serves what the
build made and nothing beside it.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath

import uvicorn
from msgspec.structs import asdict
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from diglot.preview.session import PAGED, SITE, Session
from diglot.preview.sheets import picture_of
from diglot.preview.views import Views

_HOSTS = ["127.0.0.1", "localhost"]
_TURN_S = 0.1  # until it is looked whether the server is to end
_LOOK_S = 15.0  # a connection that says nothing for longer may be closed by the browser
_HEADERS = {"Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"}


def run(session: Session, listening: socket.socket, interface: str, editor: str | None) -> None:
    """Serve a session at a socket until Ctrl-C.

    interface: the language of the preview's own words. editor: the address by which a file is
    opened, None for as the book says.
    """
    server = _Server(uvicorn.Config(app(session, interface, editor), log_level="warning"))
    server.config.timeout_graceful_shutdown = 1
    session.start()
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # asked to end; uvicorn raises it again once it has ended
    finally:
        session.stop()


class _Server(uvicorn.Server):
    """A server whose endless answers end when it is to end."""

    def handle_exit(self, sig: int, frame: object) -> None:
        self.config.app.state.is_ending = True  # type: ignore[union-attr]
        super().handle_exit(sig, frame)  # type: ignore[arg-type]


def app(session: Session, interface: str = "", editor: str | None = None) -> Starlette:
    """Return what answers requests about a session."""
    views = Views(session, interface, editor)

    def page(make: Callable[[], bytes]) -> Response:
        return Response(make(), media_type="text/html; charset=utf-8")

    def pages(request: Request) -> Response:
        form = PAGED.get(request.path_params["form"])
        language = request.path_params.get("language", "")
        known = session.config.languages if session.config else ()
        if form is None or form.is_of_one_language != bool(language):
            return _not_found(views)
        if language and session.config and language not in known:
            return _not_found(views)
        return page(lambda: views.pages(form, language))

    def picture(request: Request) -> Response:
        form = PAGED.get(request.path_params["form"])
        file = session.file(form, request.path_params.get("language", "")) if form else None
        found = picture_of(file, request.path_params["number"]) if file else None
        return Response(found, media_type="image/png") if found else _not_found(views)

    async def events(request: Request) -> Response:
        part, page = (request.query_params.get(name, "") for name in ("part", "page"))
        states = _states(session, part, page.removeprefix("/"), made.state)
        return StreamingResponse(states, media_type="text/event-stream")

    def root(_request: Request) -> Response:
        return RedirectResponse("/index.html")

    made = Starlette(
        routes=[
            Route("/", root),
            Route("/-/client.js", lambda _: Response(views.client(), media_type="text/javascript")),
            Route("/-/events", events),
            Route("/-/findings", lambda _: page(views.findings)),
            Route("/-/worksheet", lambda _: page(views.worksheet)),
            Route("/-/pages/{form}/{number:int}.png", picture),
            Route("/-/pages/{form}/{language}/{number:int}.png", picture),
            Route("/-/pages/{form}", pages),
            Route("/-/pages/{form}/{language}", pages),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS, www_redirect=False),
            Middleware(BaseHTTPMiddleware, dispatch=_own_requests),
        ],
    )
    made.state.is_ending = False
    made.mount("/", _Site(session, views))
    return made


async def _own_requests(
    request: Request, answer: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Refuse what another page of the browser asks for, and what is no question."""
    origin = request.headers.get("origin")
    is_own = origin is None or origin == f"{request.url.scheme}://{request.headers['host']}"
    is_foreign = request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}
    is_visit = request.headers.get("sec-fetch-mode") == "navigate"
    if not is_own or (is_foreign and not is_visit):
        return PlainTextResponse("Only pages of the preview may ask for this.\n", 403)
    if request.method not in {"GET", "HEAD"}:
        return PlainTextResponse("The preview can only be read.\n", 405)
    response = await answer(request)
    response.headers.update(_HEADERS)
    return response


async def _states(session: Session, part: str, page: str, server: object) -> AsyncIterator[str]:
    """Yield the session's state as an event at each change, until the server ends.

    part: what is looked at meanwhile. page: which of the website.
    """
    told, silent = None, 0.0
    loop, is_other = asyncio.get_running_loop(), asyncio.Event()
    with session.looking(part, page), session.telling(partial(_tell, loop, is_other)):
        while not getattr(server, "is_ending", False):
            is_other.clear()
            state = session.state
            if state != told:
                told, silent = state, 0.0
                yield f"data: {json.dumps(asdict(state))}\n\n"
            elif silent > _LOOK_S:
                silent = 0.0
                yield ": still here\n\n"
            with suppress(TimeoutError):
                await asyncio.wait_for(is_other.wait(), _TURN_S)
            silent += _TURN_S


def _tell(loop: asyncio.AbstractEventLoop, is_other: asyncio.Event) -> None:
    """Tell those who wait in the server's thread that the state is another."""
    with suppress(RuntimeError):  # the server has ended meanwhile
        loop.call_soon_threadsafe(is_other.set)


def _not_found(views: Views) -> Response:
    return Response(views.lost(), 404, media_type="text/html; charset=utf-8")


class _Site(StaticFiles):
    """The website that was built; its pages load again when it is built again."""

    def __init__(self, session: Session, views: Views) -> None:
        self._session = session
        self._views = views
        super().__init__(directory=session.out / SITE.files, html=True, check_dir=False)

    async def check_config(self) -> None:
        """Ask for no folder yet: it comes with the first build."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file; a page with the script of the preview."""
        if SITE.name not in self._session.state.made:
            return Response(self._views.waiting(SITE.name), media_type="text/html; charset=utf-8")
        # Asked before the page is looked for: one that is older than it says would stay.
        made = self._session.state.made[SITE.name]
        if (early := self._session.page_ahead(path)) is not None:
            return self._page(early, made)
        if PurePosixPath(path).suffix in {".html", ""}:
            await self._session.others()
        try:
            response = await self._found(path, scope)
        except HTTPException as error:
            if error.status_code != 404:
                raise
            return _not_found(self._views)
        file = Path(getattr(response, "path", ""))
        if file.suffix == ".html":
            return self._page(file.read_bytes(), made, response.status_code)
        return response

    async def _found(self, path: str, scope: Scope) -> Response:
        """Return a file; of a page that was made before the others, a picture may be on its way."""
        try:
            return await super().get_response(path, scope)
        except HTTPException:
            await self._session.others()
            return await super().get_response(path, scope)

    def _page(self, page: bytes, made: int, status: int = 200) -> Response:
        shown = self._views.with_script(page, SITE.name, made)
        return Response(shown, status, media_type="text/html; charset=utf-8")
