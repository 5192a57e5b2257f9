import type { FilterImplOptions } from "liquidjs"
import type { Language } from "./translate.ts"

/** What the filters need to know of the page; passed among the globals of each rendering. */
export type Surroundings = {
  language: Language
  currency: string
  /** The address of an asset: of the theme, or of the extension whose block is rendered. */
  assetUrl: (name: string) => string
  /** The text of a small asset. */
  assetText: (name: string) => string
}

// A symbol, so that no template can read it by name.
const SURROUNDINGS = Symbol("surroundings")

/** The globals with the surroundings hidden in them. */
export function withSurroundings(globals: object, surroundings: Surroundings): object {
  return { ...globals, [SURROUNDINGS]: surroundings }
}

/** The surroundings of the filter that asks (`this` inside a filter). */
export function surroundingsOf(filter: { context: { globals: object } }): Surroundings {
  return (filter.context.globals as { [SURROUNDINGS]: Surroundings })[SURROUNDINGS]
}

/** liquidjs hands named arguments over as pairs among the others. */
export function named(args: unknown[]): Record<string, unknown> {
  return Object.fromEntries(args.filter((arg) => Array.isArray(arg)) as [string, unknown][])
}

export type Filters = Record<string, FilterImplOptions>
