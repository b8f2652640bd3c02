"""The language server with pytest-lsp, which holds every message against the protocol."""

import os

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

TEXT = "call: 2.1.2.1.i\nsubmitted: 2023-01-02\nfunding:\n  recovery_fund: 5,00\napplicant:\n  type: \n"
URI = "file:///nowhere/application.yaml"


@pytest_lsp.fixture(
    params=["neovim", "visual_studio_code"],
    config=ClientServerConfig(server_command=[os.environ["ATBILST"], "lsp", "--lang", "en"]),
)
async def client(request, lsp_client: LanguageClient):
    # The server asks to hear of files that change.
    lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: None)
    params = types.InitializeParams(capabilities=client_capabilities(request.param))
    answer = await lsp_client.initialize_session(params)
    assert answer.server_info.name == "atbilst"
    yield
    await lsp_client.shutdown_session()


def place(line, character):
    return types.Position(line=line, character=character)


async def opened(client, version=1):
    document = types.TextDocumentItem(uri=URI, language_id="yaml", version=version, text=TEXT)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return {one.code: one for one in client.diagnostics[URI]}


@pytest.mark.asyncio
async def test_findings(client: LanguageClient):
    found = await opened(client)
    late = found["selection-deadline"]
    assert late.severity == types.DiagnosticSeverity.Error
    assert late.source == "atbilst" and late.code_description.href.startswith("https://")
    assert late.range == types.Range(place(1, 11), place(1, 21))


@pytest.mark.asyncio
async def test_change(client: LanguageClient):
    await opened(client)
    changed = types.VersionedTextDocumentIdentifier(uri=URI, version=2)
    change = types.TextDocumentContentChangePartial(range=types.Range(place(1, 11), place(1, 21)), text="2022-12-20")
    client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=changed, content_changes=[change]))
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert "selection-deadline" not in [one.code for one in client.diagnostics[URI]]


@pytest.mark.asyncio
async def test_hover_completion_symbols(client: LanguageClient):
    await opened(client)
    document = types.TextDocumentIdentifier(uri=URI)
    told = await client.text_document_hover_async(types.HoverParams(document, place(1, 3)))
    assert told.contents.kind == types.MarkupKind.Markdown and "Day of submission" in told.contents.value
    offered = await client.text_document_completion_async(types.CompletionParams(document, place(5, 8)))
    labels = [item.label for item in (offered if isinstance(offered, list) else offered.items)]
    assert "public_capital_company" in labels
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert [symbol.name for symbol in symbols] == ["call", "submitted", "funding", "applicant"]


@pytest.mark.asyncio
async def test_correction(client: LanguageClient):
    found = await opened(client)
    wrong = found["wrong-type"]
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(types.TextDocumentIdentifier(uri=URI), wrong.range, types.CodeActionContext(diagnostics=[wrong]))
    )
    assert "Write `5.00`" in [action.title for action in actions]
