-- What wrk sends: the requests that list.txt in the folder of its first argument names, in turn.
-- A line is a type, a path, whether a name may be appended so that no file comes twice, and a file.
local requests, sent, run = {}, 0, os.time()

function init(arguments)
  for line in io.lines(arguments[1] .. "/list.txt") do
    local kind, path, fresh, name = line:match("^(%S+) (%S+) (%S+) (%S+)$")
    local file = assert(io.open(arguments[1] .. "/" .. name, "rb"))
    requests[#requests + 1] = { kind = kind, path = path, fresh = fresh == "fresh", bytes = file:read("*a") }
    file:close()
  end
end

function request()
  sent = sent + 1
  local one = requests[(sent - 1) % #requests + 1]
  local body = one.bytes
  if one.fresh then
    body = body .. run .. "-" .. sent
  end
  return wrk.format("POST", one.path, { ["Content-Type"] = one.kind }, body)
end
