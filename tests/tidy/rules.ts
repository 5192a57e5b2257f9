import { basename } from "node:path"
import { checkImports, isTest, placeOf } from "./import-rules.ts"
import { readSource, type Source } from "./read-source.ts"

const LONGEST_FILE = 300
const LONG_FILE = 200
const LONGEST_FUNCTION = 60

const BANNED = /^(utils?|helpers?|common|misc|managers?|services?|types)$/

/** What is untidy about one file, a sentence each that begins with its place. */
export function untidy(path: string, text: string): string[] {
  const source = readSource(path, text)
  return [
    ...checkName(path),
    ...checkSize(source),
    ...checkImports(source),
    ...checkExports(source),
    ...checkEnvironment(source),
    ...checkPointsTables(source),
    ...checkMuted(source),
  ]
}

/** 95 % of all files are under 200 lines; the rest are named when that does not hold. */
export function tooManyLong(files: { path: string; lines: number }[]): string[] {
  const long = files.filter(({ lines }) => lines >= LONG_FILE)
  if (long.length <= files.length * 0.05) return []
  return long.map(
    ({ path, lines }) => `${path} has ${lines} lines: too many files have ${LONG_FILE}`,
  )
}

function checkName(path: string): string[] {
  const problems: string[] = []
  const words = path.split("/").flatMap((part) => part.split(/[-.]/))
  const banned = words.find((word) => BANNED.test(word))
  if (banned) problems.push(`${path} says nothing with the word "${banned}"`)
  const shape = path.endsWith(".tsx")
    ? /^([A-Z][A-Za-z0-9]*|[a-z0-9-]+)(\.test)?$/
    : path.startsWith("web/admin/") // a React hook is named as it is called
      ? /^(use[A-Z][A-Za-z0-9]*|[a-z0-9.-]+)$/
      : /^[a-z0-9.-]+$/
  if (!shape.test(basename(path).replace(/\.\w+$/, ""))) problems.push(`${path} is not kebab-case`)
  if (placeOf(path) === "unknown") problems.push(`${path} is in no folder that the table knows`)
  return problems
}

function checkSize({ path, lines, functions }: Source): string[] {
  const problems =
    lines > LONGEST_FILE ? [`${path} has ${lines} lines: at most ${LONGEST_FILE}`] : []
  if (isTest(path)) return problems // a describe is one long function
  const long = functions.filter((one) => one.lines >= LONGEST_FUNCTION)
  return [
    ...problems,
    ...long.map(({ name, line, lines: n }) => `${path}:${line} ${name}: ${n} lines`),
  ]
}

function checkExports({ path, defaultExports, barrels }: Source): string[] {
  if (/\.(config|d)\.\w+$/.test(path)) return []
  return [
    ...defaultExports.map((line) => `${path}:${line} exports without a name`),
    ...barrels.map((line) => `${path}:${line} passes on everything of another file`),
  ]
}

function checkEnvironment({ path, environment }: Source): string[] {
  if (!path.startsWith("web/") || /^web\/(sandbox\/)?env\.ts$/.test(path)) return []
  return environment.map((line) => `${path}:${line} reads the environment: only env.ts does`)
}

const POINTS_TABLE = /\b(from|join|into|update|table|truncate|only|using)\s+"?(entries|balances)\b/i

/** Everyone but the ledger reads the views it publishes. */
function checkPointsTables({ path, strings }: Source): string[] {
  if (!path.startsWith("web/") || placeOf(path) === "ledger") return []
  return strings
    .filter(({ text }) => POINTS_TABLE.test(text))
    .map(({ line }) => `${path}:${line} names a table of points: only the ledger does`)
}

const checkMuted = ({ path, muted }: Source): string[] =>
  muted.map((line) => `${path}:${line} mutes a test`)
