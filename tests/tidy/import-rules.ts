import { posix } from "node:path"
import type { Source } from "./read-source.ts"

/**
 * Who may import whom. Reading never turns upward: what is not listed is forbidden. The files beside the folders
 * (server.ts and its like) wire everything together, and tests may look at anything.
 */
const MAY_IMPORT: Record<string, string[]> = {
  core: [],
  db: ["core"],
  platforms: ["core"],
  mail: ["core"],
  ledger: ["core", "db"],
  flows: ["core", "ledger", "db", "mail", "platforms/platform.ts"],
  http: ["core", "flows", "db", "platforms"],
  jobs: ["core", "flows", "db", "platforms"],
  admin: ["core"],
  widget: ["core"],
  sandbox: [],
}

/** Packages that belong to one folder. */
const HOMES: [RegExp, string][] = [
  [/^@shopify\/(polaris|app-bridge)/, "admin"],
  [/^react(-dom)?(\/|$)/, "admin"],
  [/^@shopify\/shopify-api/, "platforms"],
]

/** What a source imports against the rules, a sentence each. */
export function checkImports(source: Source): string[] {
  const place = isTest(source.path) ? "tests" : placeOf(source.path)
  return source.imports.flatMap(({ specifier, typeOnly, line }) => {
    const problem = isOurs(specifier)
      ? checkOurs(source.path, place, specifier, typeOnly)
      : checkPackage(place, specifier)
    return problem ? [`${source.path}:${line} ${problem} (${specifier})`] : []
  })
}

/** A folder of web, "start" for the files beside them, "env", or what lies outside web. */
export function placeOf(path: string): string {
  const [top = "", second = ""] = path.split("/")
  if (top !== "web") return top
  if (second === "env.ts") return "env"
  if (path === `web/${second}`) return "start"
  return second in MAY_IMPORT ? second : "unknown"
}

export const isTest = (path: string) => path.startsWith("tests/") || /\.test\.tsx?$/.test(path)

const isOurs = (specifier: string) => /^[.#/]/.test(specifier)

function checkOurs(path: string, place: string, specifier: string, typeOnly: boolean) {
  if (specifier.includes("../")) return "climbs with ../: say #web/ or #tests/"
  if (!/\.\w+(\?\w+)?$/.test(specifier)) return "names no file: write its extension"
  const target = specifier.startsWith("#")
    ? specifier.slice(1)
    : posix.join(posix.dirname(path), specifier)
  const there = placeOf(target)
  if (specifier.startsWith("./") && there !== placeOf(path) && place !== "start") {
    return "leaves its folder by ./: say #web/"
  }
  if (place === "tests" || place === "scripts" || place === "start") return undefined
  if (there === place) return crossesFeatures(path, target) && "is another feature of core"
  const allowed = MAY_IMPORT[place] ?? []
  if (!allowed.includes(there) && !allowed.some((file) => target === `web/${file}`)) {
    return `${place} may not import ${there}`
  }
  if (place === "widget" && !typeOnly) return "the widget takes types only"
  return undefined
}

function crossesFeatures(path: string, target: string): boolean {
  const feature = (file: string) => /^web\/core\/([^/]+)\//.exec(file)?.[1]
  return !!feature(path) && !!feature(target) && feature(path) !== feature(target)
}

function checkPackage(place: string, specifier: string): string | undefined {
  if (place === "tests" || place === "scripts") return undefined
  if (specifier === "node:process") return "is a second way to the environment"
  if (place === "core" && !/^(zod|temporal-polyfill)(\/|$)/.test(specifier)) {
    return "core is pure: only zod and temporal-polyfill"
  }
  if (place === "widget") return "the widget has no dependencies"
  const home = HOMES.find(([pattern]) => pattern.test(specifier))?.[1]
  return home && home !== place ? `only ${home} imports this package` : undefined
}
