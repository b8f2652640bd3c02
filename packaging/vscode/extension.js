// Starts the language server of atbilst, and shows the rule books that are part of the program.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = async (context) => {
  const settings = workspace.getConfiguration("atbilst");
  const said = Object.fromEntries(
    ["lang", "rules", "as_of", "strict"].map((name) => [name, settings.get(name)]),
  );
  client = new LanguageClient(
    "atbilst",
    "atbilst",
    { command: settings.get("path") || "atbilst", args: ["lsp"] },
    {
      documentSelector: ["file", "untitled", "atbilst"].map((scheme) => ({ scheme, language: "yaml" })),
      initializationOptions: { ...said, ownDocuments: true },
      synchronize: { configurationSection: "atbilst" },
    },
  );
  context.subscriptions.push(
    workspace.registerTextDocumentContentProvider("atbilst", {
      provideTextDocumentContent: async (uri) =>
        (await client.sendRequest("workspace/textDocumentContent", { uri: uri.toString() })).text,
    }),
  );
  await client.start();
};

exports.deactivate = () => client?.stop();
