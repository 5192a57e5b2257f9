// Builds the storefront widget into the theme extension's assets, and refuses to grow over its budget.
// Usage: node scripts/build-widget.mjs [--out <folder>]
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build, transformSync } from "esbuild"

const root = fileURLToPath(new URL("..", import.meta.url))
const extension = join(root, "extensions/loyalty-theme")
const locales = join(extension, "locales")
/** Properties of the widget's own data, which nobody outside reads: the code gets by with shorter ones. */
const ownNames =
  "about age api below busy cart cartMinor changed claimMailed fresh given keys list money " +
  "news phase place price problem quiet say start state stop"
const pluralForms = ["zero", "one", "two", "few", "many"]

/** Bytes after gzip: what every page loads; the panel too; and English; or the longest language. */
const budget = { launcher: 3000, code: 10_000, english: 10_000, longest: 10_600 }

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

/** Puts the numbers of the texts' names into the code. */
const numberedNames = {
  name: "numbered-names",
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]web[\\/]widget[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/"(\w+\.\w+)"/g, (literal, name) =>
        numbers.has(name) ? `"${numbers.get(name)}"` : literal,
      ),
      loader: "ts",
      watchFiles: [path],
    }))
  },
}

const asked = process.argv.indexOf("--out")
const out = asked > 0 ? resolve(process.argv[asked + 1]) : join(extension, "assets")
refuseForeignNames()
const numbers = numberNames()
const files = { ...(await scripts()), ...textModules() }
write(files)
process.exitCode = report(files) ? 0 : 1

/** The API's names are not ours to shorten. */
function refuseForeignNames() {
  const api = readFileSync(join(root, "web/widget/api.ts"), "utf8")
  const foreign = ownNames.split(" ").filter((name) => new RegExp(`\\b${name}\\??:`).test(api))
  if (foreign.length > 0) throw new Error(`These names belong to the API: ${foreign}`)
}

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
    mangleProps: new RegExp(`^(${ownNames.split(" ").join("|")})$`),
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    write: false,
    plugins: [inlineStyles, numberedNames],
  })
  return Object.fromEntries(
    result.outputFiles.map(({ path, text }) => [path.split(/[/\\]/).pop(), text]),
  )
}

/**
 * Numbers for the texts' names that the code spells out, as `say("balance.worth")` does: a name costs bytes
 * twice, a number hardly any. Names that are put together while running, as `problem.${code}`, stay.
 */
function numberNames() {
  const folder = join(root, "web/widget")
  const paths = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".ts"))
  const source = paths.map((name) => readFileSync(join(folder, name), "utf8")).join("\n")
  const spelled = Object.keys(panelTexts("en.default.json")).filter((name) => {
    const [group, rest] = name.split(".")
    return rest && source.includes(`"${name}"`) && !source.includes(`\`${group}.\${`)
  })
  return new Map(spelled.map((name, number) => [name, number]))
}

/** One module per language, `loyalty-text-ur.js`: a list of numbered texts that knows the others by name. */
function textModules() {
  const names = readdirSync(locales).filter((name) => !name.endsWith(".schema.json"))
  return Object.fromEntries(
    names.map((file) => {
      const texts = panelTexts(file)
      const lines = [...numbers.keys()].map((name) => texts[name])
      for (const name of numbers.keys()) delete texts[name]
      const list = `${JSON.stringify(lines.join("\n"))}.split("\\n")`
      const source = `export default Object.assign(${list},${JSON.stringify(texts)})`
      const { code } = transformSync(source, { minify: true, charset: "utf8", target: "es2022" })
      return [`loyalty-text-${file.split(".")[0]}.js`, code]
    }),
  )
}

/** A language's texts as `web/widget/speak.ts` takes them. */
function panelTexts(file) {
  const source = readFileSync(join(locales, file), "utf8").replace(/\{\{ (\w+) \}\}/g, "{$1}")
  return flatten(JSON.parse(source).loyalty.panel)
}

/** By dotted names; plural forms as one text: "{count} points|one|{count} point". */
function flatten(group, path = "") {
  const entries = Object.entries(group).map(([key, text]) => {
    if (typeof text === "string") return { [path + key]: text }
    const { other, ...forms } = text
    const isPlural = other && Object.keys(forms).every((form) => pluralForms.includes(form))
    if (!isPlural) return flatten(text, `${path}${key}.`)
    const special = Object.entries(forms).filter(([, form]) => form !== other)
    return { [path + key]: [other, ...special.flat()].join("|") }
  })
  return Object.assign({}, ...entries)
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
  const texts = sizes.filter(([name]) => name.startsWith("loyalty-text-"))
  sums.longest = sums.code + Math.max(...texts.map(([, bytes]) => bytes))
  for (const [name, bytes] of sizes) console.log(`${String(bytes).padStart(6)} B gzip  ${name}`)
  for (const [name, bytes] of Object.entries(sums)) {
    console.log(`${String(bytes).padStart(6)} B of ${budget[name]}  ${name}`)
  }
  const over = Object.keys(sums).filter((name) => sums[name] > budget[name])
  if (over.length > 0) console.error(`The widget is over its budget: ${over.join(", ")}`)
  return over.length === 0
}
