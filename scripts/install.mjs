import { spawn } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./root.mjs"

/**
 * Installs what package-lock.json names unless node_modules holds just that. True when it had to.
 * No package's install script is run: none is needed, and they are where supply-chain attacks live.
 */
export async function install({ dev }) {
  if (isInstalled({ dev })) return false
  const start = performance.now()
  process.stdout.write("Installing packages (once; about a minute) ... ")
  await npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
  process.stdout.write(`done in ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
  return true
}

/** npm notes in node_modules/.package-lock.json what it put there; other systems' packages are absent from it. */
export function isInstalled({ dev, folder = root }) {
  const noted = join(folder, "node_modules", ".package-lock.json")
  if (!existsSync(noted)) return false
  const wanted = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages
  const present = JSON.parse(readFileSync(noted, "utf8")).packages
  return Object.entries(wanted).every(([path, { version, dev: forDevelopers, optional }]) => {
    if (path === "" || (forDevelopers && !dev)) return true
    return present[path] ? present[path].version === version : optional === true
  })
}

function npm(args) {
  // npm tells its scripts where it is; started without it, it is looked up on the PATH.
  const cli = process.env.npm_execpath
  const [program, rest] = cli ? [process.execPath, [cli, ...args]] : ["npm", args]
  return new Promise((done, fail) => {
    const child = spawn(program, rest, {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      shell: !cli && process.platform === "win32",
    })
    child.on("error", fail)
    child.on("exit", (code) => {
      if (code === 0) done()
      else fail(new Error(`npm ${args[0]} failed: its reason is above`))
    })
  })
}
