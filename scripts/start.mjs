import { prepare, runCommand } from "./prepare.mjs"

await runCommand(async () => {
  await prepare({ dev: false })
  if (process.argv.includes("--watch")) await (await import("./watch.mjs")).watchServer()
  else await import("#web/server.ts")
})
