import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

type Profile = {
  nodes: {
    id: number
    callFrame: { functionName: string; url: string; lineNumber: number }
  }[]
  samples: number[]
  timeDeltas: number[]
}

export function makeProfileDir(): string {
  return mkdtempSync(join(tmpdir(), "regulars-bench-profile-"))
}

/** The functions in which the profiled processes spent most of their own time, a line each; removes the folder. */
export function readTopFunctions(dir: string, count = 20): string[] {
  const selfMs = new Map<string, number>()
  let totalMs = 0
  for (const file of readdirSync(dir)) {
    const profile: Profile = JSON.parse(readFileSync(join(dir, file), "utf8"))
    const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
    for (const [index, sample] of profile.samples.entries()) {
      const name = names.get(sample)!
      if (name.startsWith("(idle)") || name.startsWith("(program)")) continue
      const ms = profile.timeDeltas[index]! / 1000
      selfMs.set(name, (selfMs.get(name) ?? 0) + ms)
      totalMs += ms
    }
  }
  rmSync(dir, { recursive: true })
  return [...selfMs]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, ms]) => `${((ms / totalMs) * 100).toFixed(1).padStart(5)} %  ${name}`)
}

function nameOf({ functionName, url, lineNumber }: Profile["nodes"][number]["callFrame"]): string {
  const file = url.replace(/^file:\/\//, "").replace(/^.*\/(?=web\/|node_modules\/)/, "")
  return `${functionName || "(nameless)"}${file ? `  ${file}:${lineNumber + 1}` : ""}`
}
