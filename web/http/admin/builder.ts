import SchemaBuilder from "@pothos/core"
import { createGraphQLError } from "graphql-yoga"
import type { Database } from "#web/db/database.ts"
import type { Seal } from "#web/db/seal.ts"
import type { Session } from "./authenticate.ts"

/** What resolvers work with: who asks, and what flows need. One plain argument, built in `server.ts`. */
export type AdminDeps = {
  db: Database
  /** Opens the codes that shoppers were given. */
  seal: Pick<Seal, "open">
  now: () => Date
  onProgramPublished: (brandId: number) => Promise<void>
  onDeliveryReplayed: () => void
}

export type AdminContext = { session: Session; deps: AdminDeps }

/** Types of every field: nothing is null unless it says so. */
export const builder = new SchemaBuilder<{
  Context: AdminContext
  DefaultFieldNullability: false
  DefaultInputFieldRequiredness: true
  Scalars: {
    ID: { Input: string; Output: string }
    Whole: { Input: number; Output: number }
    DateTime: { Input: Date; Output: Date }
    Json: { Input: unknown; Output: unknown }
  }
}>({ defaultFieldNullability: false, defaultInputFieldRequiredness: true })

builder.queryType({})
builder.mutationType({})

builder.scalarType("Whole", {
  description:
    "A whole number, exact up to 2^53: points, or money in its currency's smallest unit.",
  serialize: whole,
  parseValue: whole,
})

builder.scalarType("DateTime", {
  description: "An instant, ISO 8601 in UTC.",
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const date = new Date(String(value))
    if (Number.isNaN(date.getTime())) throw badInput("malformed-date")
    return date
  },
})

builder.scalarType("Json", {
  description: "Plain data whose shape is said where it is used.",
  serialize: (value) => value,
})

/** A request that no screen of ours makes: the code is for developers. */
export function badInput(code: string): Error {
  return createGraphQLError(code, { extensions: { code } })
}

function whole(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw badInput("not-a-whole-number")
  return value as number
}
