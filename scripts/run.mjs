import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { prepare, runCommand } from "./prepare.mjs"

/** node scripts/run.mjs <file.ts> [arguments]: prepares, then runs the file as if node had been given it. */
await runCommand(async () => {
  const file = process.argv[2]
  await prepare({ dev: !file.startsWith("web/") })
  process.argv.splice(2, 1)
  process.argv[1] = resolve(file)
  await import(pathToFileURL(process.argv[1]))
})
