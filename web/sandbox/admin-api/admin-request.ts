import { GraphQLError } from "graphql"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Token } from "#web/sandbox/state/model.ts"
import type { CodeJobs } from "./discounts/code-jobs.ts"

/** What resolvers work with: the shop, and what the caller may do. */
export type AdminRequest = {
  shop: SandboxContext
  token: Token
  jobs: CodeJobs
}

/** Arguments as the schema has checked them. */
// biome-ignore lint/suspicious/noExplicitAny: the schema, not TypeScript, knows their shape.
export type Args = Record<string, any>

/** A field as Shopify offers it and the sandbox works it out. */
export type RootField = (args: Args, request: AdminRequest) => unknown

export function fail(message: string, code: string, extensions: object = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } })
}

export function notOffered(what: string): GraphQLError {
  return fail(`${what} is not offered by the sandbox`, "NOT_OFFERED_BY_SANDBOX")
}

/** Input arrays take 250 at most. */
export function checkInputSize(list: unknown[], most = 250): void {
  if (list.length <= most) return
  throw fail(
    `The input array size of ${list.length} is greater than the maximum allowed of ${most}.`,
    "MAX_INPUT_SIZE_EXCEEDED",
  )
}

/** A write scope lets read as well. */
export function hasScope(token: Token, scope: string): boolean {
  return token.scopes.includes(scope) || token.scopes.includes(scope.replace(/^read_/, "write_"))
}
