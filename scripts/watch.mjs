import { spawn } from "node:child_process"
import { once } from "node:events"
import { watch } from "node:fs"
import { join } from "node:path"
import { generate } from "./generate.mjs"
import { ownGroup, passSignals } from "./node.mjs"
import { root } from "./root.mjs"

/** What browsers load: built again, and there on the next reload, without the server noticing. */
const BUILT = /^(admin|widget)[\\/]/

/** `npm run dev`: the server restarts when its source changes, and what is generated is made again. */
export async function watchServer() {
  let server = startServer()
  let changed = new Set()
  let turn = Promise.resolve()
  const settle = async () => {
    const paths = [...changed]
    changed = new Set()
    if (paths.every((path) => BUILT.test(path))) return makeAgain()
    server.removeAllListeners("exit")
    const gone = server.exitCode === null ? once(server, "exit") : undefined
    server.kill("SIGTERM")
    await gone
    server = startServer()
  }
  watch(join(root, "web"), { recursive: true }, (_, path) => {
    if (!path || /generated|\.test\.|~$/.test(path)) return
    if (!changed.size) setTimeout(() => (turn = turn.then(settle)), 150)
    changed.add(path)
  })
  passSignals({ kill: (signal) => server.kill(signal) })
}

/** Tied to us by its channel; when it stops by itself because it was asked to, so do we. */
function startServer() {
  const server = spawn(process.execPath, [join(root, "scripts", "start.mjs")], {
    ...ownGroup,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  })
  server.on("exit", (code) => {
    if (code === 0) process.exit(0)
    else console.error("The server ended: it starts again when a file changes")
  })
  return server
}

async function makeAgain() {
  try {
    for (const name of await generate()) console.log(`Made ${name} again`)
  } catch (error) {
    console.error(error.message)
  }
}
