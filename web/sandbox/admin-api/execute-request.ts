import {
  type DocumentNode,
  type ExecutionResult,
  executeSync,
  type GraphQLError,
  type GraphQLFieldResolver,
  getOperationAST,
  parse,
  validate,
} from "graphql"
import { checkAccess } from "./access.ts"
import type { AdminRequest, Args } from "./admin-request.ts"
import { notOffered } from "./admin-request.ts"
import { mutationFields } from "./mutation-fields.ts"
import { queryFields } from "./query-fields.ts"
import { adminSchema } from "./schema.ts"

export type AdminQuery = {
  query: string
  variables: Record<string, unknown>
  operationName: string | null
}

export type Checked =
  | { ok: true; document: DocumentNode }
  | { ok: false; errors: readonly GraphQLError[] }

const known = new Map<string, DocumentNode>()

/**
 * Parses a document and validates it against the real schema; documents seen before are remembered.
 */
export function checkDocument(query: string): Checked {
  const seen = known.get(query)
  if (seen) return { ok: true, document: seen }
  let document: DocumentNode
  try {
    document = parse(query)
  } catch (error) {
    return { ok: false, errors: [error as GraphQLError] }
  }
  const errors = validate(adminSchema().schema, document)
  if (errors.length > 0) return { ok: false, errors }
  if (known.size > 500) known.clear()
  known.set(query, document)
  return { ok: true, document }
}

/** Runs a checked document; a mutation's changes are stored all together or not at all. */
export function executeRequest(
  document: DocumentNode,
  asked: AdminQuery,
  request: AdminRequest,
): ExecutionResult {
  const run = () =>
    executeSync({
      schema: adminSchema().schema,
      document,
      variableValues: asked.variables,
      operationName: asked.operationName,
      contextValue: request,
      fieldResolver: resolveField,
      typeResolver: (value) => (value as { __typename?: string }).__typename,
    })
  const operation = getOperationAST(document, asked.operationName)?.operation
  return operation === "mutation" ? request.shop.root.transaction(run) : run()
}

/** Root fields come from the tables; every other field is a value or a function of its object. */
const resolveField: GraphQLFieldResolver<unknown, AdminRequest> = (source, args, request, info) => {
  checkAccess(request, info)
  const parent = info.parentType.name
  const name = info.fieldName
  if (parent === "QueryRoot" || parent === "Mutation") {
    const field = (parent === "QueryRoot" ? queryFields : mutationFields)[name]
    if (!field) throw notOffered(`${parent}.${name}`)
    return field(args, request)
  }
  const value = (source as Record<string, unknown>)[name]
  if (value === undefined) throw notOffered(`${parent}.${name}`)
  return typeof value === "function" ? (value as (args: Args) => unknown)(args) : value
}
