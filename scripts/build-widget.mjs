// Builds the storefront widget into the theme extension's assets, and refuses to grow over its budget.
// Usage: node scripts/build-widget.mjs [--out <folder>]
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build, transformSync } from "esbuild"

const root = fileURLToPath(new URL("..", import.meta.url))
const extension = join(root, "extensions/loyalty-theme")

/** Bytes after gzip: what every page loads; all code and styles; the same with the words of English. */
const budget = { launcher: 3000, code: 10_000, english: 10_500 }

/** `import css from "./panel.css?inline"`: the stylesheet as minified text. */
const inlineStyles = {
  name: "inline-styles",
  setup(bundler) {
    bundler.onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?inline", "")),
      namespace: "inline-styles",
    }))
    bundler.onLoad({ filter: /.*/, namespace: "inline-styles" }, async ({ path }) => {
      const css = await build({ entryPoints: [path], minify: true, write: false, target: "es2022" })
      return { contents: css.outputFiles[0].text.trim(), loader: "text", watchFiles: [path] }
    })
  },
}

const asked = process.argv.indexOf("--out")
const out = asked > 0 ? resolve(process.argv[asked + 1]) : join(extension, "assets")
const files = { ...(await scripts()), ...texts() }
write(files)
process.exitCode = report(files) ? 0 : 1

/** The launcher, run by every page, and the panel, loaded by the first press. */
async function scripts() {
  const result = await build({
    entryPoints: {
      "loyalty-launcher": join(root, "web/widget/define-launcher.ts"),
      "loyalty-panel": join(root, "web/widget/define-panel.ts"),
    },
    outdir: out,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    write: false,
    plugins: [inlineStyles],
  })
  return Object.fromEntries(
    result.outputFiles.map(({ path, text }) => [path.split(/[/\\]/).pop(), text]),
  )
}

/** One module per language, from the theme's own locale files: `loyalty-text-ur.js`. */
function texts() {
  const folder = join(extension, "locales")
  const names = readdirSync(folder).filter((name) => !name.endsWith(".schema.json"))
  return Object.fromEntries(
    names.map((name) => {
      const { panel } = JSON.parse(readFileSync(join(folder, name), "utf8")).loyalty
      const source = `export default ${JSON.stringify(panel)}`
      const { code } = transformSync(source, { minify: true, charset: "utf8" })
      return [`loyalty-text-${name.split(".")[0]}.js`, code]
    }),
  )
}

/** Renamed into place, so that a shop served meanwhile never reads half a file; old ones go. */
function write(built) {
  mkdirSync(out, { recursive: true })
  for (const [name, text] of Object.entries(built)) {
    const draft = join(out, `.${name}.${process.pid}`)
    writeFileSync(draft, text)
    renameSync(draft, join(out, name))
  }
  const stale = readdirSync(out).filter((name) => name.startsWith("loyalty-") && !(name in built))
  for (const name of stale) rmSync(join(out, name))
}

function report(built) {
  const sizes = Object.entries(built).map(([name, text]) => [name, gzipSync(text).length])
  const size = (part) => sizes.find(([name]) => name === `loyalty-${part}.js`)[1]
  const sums = { launcher: size("launcher"), code: size("launcher") + size("panel") }
  sums.english = sums.code + size("text-en")
  for (const [name, bytes] of sizes) console.log(`${String(bytes).padStart(6)} B gzip  ${name}`)
  for (const [name, bytes] of Object.entries(sums)) {
    console.log(`${String(bytes).padStart(6)} B of ${budget[name]}  ${name}`)
  }
  const over = Object.keys(sums).filter((name) => sums[name] > budget[name])
  if (over.length > 0) console.error(`The widget is over its budget: ${over.join(", ")}`)
  return over.length === 0
}
