import { fileURLToPath } from "node:url"
import { build } from "esbuild"

const ENTRIES = {
  bridge: import.meta.resolve("./bridge/main.ts"),
  page: import.meta.resolve("./page/main.ts"),
}

const made = new Map<string, Promise<string>>()

/** A script for the browser from this folder's TypeScript; made at the first request. */
export function bundled(name: keyof typeof ENTRIES): Promise<string> {
  const script = made.get(name) ?? bundle(ENTRIES[name])
  made.set(name, script)
  return script
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
  })
  return result.outputFiles[0]!.text
}
