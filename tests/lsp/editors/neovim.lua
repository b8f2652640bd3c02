-- A session in Neovim: the setup of docs/editors.md, then what a person does. Ends with a mistake where something is not as it should be.
local folder = vim.env.WORK
local function must(holds, what)
  if not holds then
    io.stderr:write("neovim: " .. what .. "\n" .. table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n")
    vim.cmd("cquit 1")
  end
end
local function wait(what, holds)
  must(vim.wait(20000, holds, 20), what)
end
local function ask(method, more)
  local params = vim.lsp.util.make_position_params(0, "utf-16")
  for key, value in pairs(more or {}) do params[key] = value end
  for _, said in pairs(vim.lsp.buf_request_sync(0, method, params, 20000) or {}) do
    return said.result, said.error
  end
end
local function found()
  local codes = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do codes[one.code or one.user_data.lsp.code] = one end
  return codes
end

vim.cmd("luafile " .. folder .. "/setup.lua")
vim.cmd("filetype on")
vim.cmd("edit " .. folder .. "/application.yaml")
wait("the server answers", function() return #vim.lsp.buf_get_clients(0) > 0 or next(vim.lsp.buf_get_clients(0)) ~= nil end)
wait("what is late is told", function() return found()["selection-deadline"] ~= nil end)
must(found()["selection-deadline"].severity == vim.diagnostic.severity.ERROR, "it is an error")

vim.api.nvim_win_set_cursor(0, { found()["selection-deadline"].lnum + 1, 12 })
local told = ask("textDocument/hover")
must(told and told.contents.value:find("selection%-deadline"), "the rule is explained")

local places = ask("textDocument/definition")
must(places and #places == 2, "the rule book is named")
local book = vim.uri_to_bufnr(places[2].uri)
vim.fn.bufload(book)
local line = vim.api.nvim_buf_get_lines(book, places[2].range.start.line, places[2].range.start.line + 1, false)[1]
must(line and line:find("selection%-deadline"), "the rule book is shown: " .. tostring(line))

-- Mended, and nothing is told any more.
local number = found()["selection-deadline"].lnum
vim.api.nvim_buf_set_lines(0, number, number + 1, false, { "submitted: 2022-12-20" })
wait("what is mended is gone", function() return found()["selection-deadline"] == nil end)

-- A word that is only begun.
local last = vim.api.nvim_buf_line_count(0)
vim.api.nvim_buf_set_lines(0, last, last, false, { "applicant:", "  type: pub" })
vim.api.nvim_win_set_cursor(0, { last + 2, 11 })
local items = ask("textDocument/completion")
local labels = {}
for _, item in ipairs(items.items or items) do labels[item.label] = item end
must(labels["public_capital_company"], "codes are offered")

-- What is only written wrongly is corrected by an action.
vim.api.nvim_buf_set_lines(0, last, last + 2, false, { "funding:", "  recovery_fund: 5,00" })
wait("the comma is told", function() return found()["wrong-type"] ~= nil end)
vim.api.nvim_win_set_cursor(0, { last + 2, 18 })
local range = vim.lsp.util.make_range_params(0, "utf-16").range
local actions = ask("textDocument/codeAction", { range = range, context = { diagnostics = {} } })
must(actions and actions[1] and actions[1].edit, "a correction is offered")
vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
must(vim.api.nvim_buf_get_lines(0, last + 1, last + 2, false)[1] == "  recovery_fund: 5.00", "it is corrected")
wait("nothing is told of it any more", function() return found()["wrong-type"] == nil end)
print("neovim: " .. vim.version().major .. "." .. vim.version().minor .. "." .. vim.version().patch .. " – findings, explanation, rule book, completion, correction")
vim.cmd("qall!")
