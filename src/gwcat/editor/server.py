"""The server itself: what an editor asks, handed on; nothing that goes wrong with one question ends it."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from gwcat import __version__
from gwcat.base.errors import GwcatError
from gwcat.editor.actions import FIX_ALL, actions
from gwcat.editor.completion import completion
from gwcat.editor.definition import definition
from gwcat.editor.desk import Desk, Sheet
from gwcat.editor.diagnostics import diagnostics
from gwcat.editor.formatting import formatted
from gwcat.editor.hover import hover
from gwcat.editor.symbols import symbols

PAUSE = 0.25  # seconds without typing before everything is looked at again
Answer = TypeVar("Answer")
_ACTIONS = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL])
_COMPLETION = types.CompletionOptions(trigger_characters=[" ", "[", "{", ","])


class Server(LanguageServer):
    """gwcat at the other end of an editor's pipe."""

    def __init__(self) -> None:
        super().__init__("gwcat", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.desk = Desk()
        self._due: asyncio.TimerHandle | None = None

    def report_server_error(self, error: Exception, source: Any) -> None:
        """A message that could not be understood, or an answer that could not be sent."""
        self.tell(f"gwcat 没有处理一条消息：{type(error).__name__}。", types.MessageType.Warning)

    def tell(self, words: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """Something for the log of the editor."""
        self.window_log_message(types.LogMessageParams(kind, words))

    def guarded(self, work: Callable[[], Answer], otherwise: Answer) -> Answer:
        """The answer to a question; if a file went away or gwcat has a fault, that is told and there is no answer."""
        try:
            return work()
        except GwcatError as fault:
            self.tell(f"{fault.message}{f'改法：{fault.hint}' if fault.hint else ''}", types.MessageType.Warning)
        except RecursionError:
            self.tell("内容嵌套过深。", types.MessageType.Warning)
        except Exception:  # a bug: the editor's log has what is needed to report it
            self.tell(f"gwcat 出现内部错误，请反馈给维护者：\n{traceback.format_exc()}", types.MessageType.Error)
        return otherwise

    def later(self, pause: float = PAUSE) -> None:
        """Look at all open files when nobody has typed for a while."""
        if self._due is not None:
            self._due.cancel()
        self._due = asyncio.get_running_loop().call_later(pause, self.look)

    def look(self) -> None:
        """Publish the findings of all open files."""
        self._due = None
        for sheet in self.desk.sheets:
            self.publish(sheet.uri, self.asked(sheet.uri, lambda one: diagnostics(self.desk, one), []), sheet.version)

    def publish(self, uri: str, found: list[types.Diagnostic], version: int | None = None) -> None:
        """The findings of a file."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def asked(self, uri: str, answer: Callable[[Sheet], Answer], otherwise: Answer) -> Answer:
        """The answer to a question about an open file."""
        sheet = self.desk.sheet(uri)
        return otherwise if sheet is None else self.guarded(lambda: answer(sheet), otherwise)


def make_server() -> Server:
    """A server that knows all its questions."""
    server = Server()
    _documents(server)
    _questions(server)
    return server


def _documents(server: Server) -> None:
    @server.feature(types.INITIALIZED)
    def ready(params: types.InitializedParams) -> None:
        encoding = server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        server.desk.encoding = encoding.value if isinstance(encoding, types.PositionEncodingKind) else encoding
        able = server.client_capabilities.workspace
        server.desk.versioned = bool(able and able.workspace_edit and able.workspace_edit.document_changes)
        watched = able and able.did_change_watched_files
        if watched and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*.{yaml,yml}")])
            wish = types.Registration("gwcat-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([wish]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        sheet = server.guarded(lambda: server.desk.put(document.uri, document.version, document.text), None)
        if sheet and sheet.root is None:
            server.tell(f"{document.uri} 不在任何 gwcat 项目里（往上没有 catalogs/ 文件夹），不校验。")
        server.later(0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        source = server.workspace.get_text_document(document.uri).source
        server.guarded(lambda: server.desk.put(document.uri, document.version, source), None)
        server.later()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.desk.forget()
        server.later(0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.desk.close(params.text_document.uri)
        server.publish(params.text_document.uri, [])
        server.later(0)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_on_disk(params: types.DidChangeWatchedFilesParams) -> None:
        server.desk.forget()
        server.later()


def _questions(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(params: types.HoverParams) -> types.Hover | None:
        return server.asked(params.text_document.uri, lambda sheet: hover(server.desk, sheet, params.position), None)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def on_definition(params: types.DefinitionParams) -> list[types.Location]:
        return server.asked(params.text_document.uri, lambda sheet: definition(server.desk, sheet, params.position), [])

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, _COMPLETION)
    def on_completion(params: types.CompletionParams) -> types.CompletionList | None:
        return server.asked(params.text_document.uri, lambda sheet: completion(server.desk, sheet, params.position), None)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, _ACTIONS)
    def on_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        return server.asked(params.text_document.uri, lambda sheet: actions(server.desk, sheet, params), [])

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    def on_formatting(params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        return server.asked(params.text_document.uri, formatted, None)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def on_symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        return server.asked(params.text_document.uri, symbols, [])


def serve() -> None:
    """Speak with the editor over standard input and output until it says goodbye or goes away."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what anything else prints must not get between the messages
    make_server().start_io(sys.stdin.buffer, out)
