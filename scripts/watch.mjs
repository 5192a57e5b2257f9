import { spawn } from "node:child_process"
import { existsSync, watch } from "node:fs"
import { join } from "node:path"
import { generate, watched } from "./generate.mjs"
import { passSignals } from "./node.mjs"
import { root } from "./root.mjs"

/** `npm run dev`: the server restarts when a file it imports changes; what is generated is made again. */
export async function watchServer() {
  const server = spawn(process.execPath, ["--watch", "--watch-preserve-output", "web/server.ts"], {
    cwd: root,
    stdio: "inherit",
  })
  passSignals(server)
  server.on("exit", (code) => process.exit(code ?? 0))
  let timer
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(makeAgain, 200)
  }
  const inputs = watched().map((path) => join(root, path))
  for (const path of inputs.filter(existsSync)) watch(path, { recursive: true }, soon)
}

async function makeAgain() {
  try {
    for (const name of await generate()) console.log(`Made ${name} again`)
  } catch (error) {
    console.error(error.message)
  }
}
