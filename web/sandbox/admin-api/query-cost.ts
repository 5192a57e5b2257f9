import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  getNamedType,
  getOperationAST,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from "graphql"
import { adminSchema } from "./schema.ts"

type Variables = Record<string, unknown>

const mutationCost = 10
const connectionCost = 2

/**
 * What a document is expected to cost: an object 1, a scalar 0, a mutation 10, a connection 2 and
 * its page size times what one node costs.
 */
export function requestedCost(
  document: DocumentNode,
  operationName: string | null,
  variables: Variables,
): number {
  const operation = getOperationAST(document, operationName)
  if (!operation) return 0
  const { schema } = adminSchema()
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition)
    }
  }

  const costOf = (selections: SelectionSetNode | undefined, type: GraphQLNamedType): number => {
    let cost = 0
    for (const selection of selections?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        cost += fieldCost(selection.name.value, selection, type)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition?.name.value
        cost += costOf(selection.selectionSet, on ? schema.getType(on)! : type)
      } else {
        const fragment = fragments.get(selection.name.value)
        const on = fragment && schema.getType(fragment.typeCondition.name.value)
        if (fragment && on) cost += costOf(fragment.selectionSet, on)
      }
    }
    return cost
  }

  const fieldCost = (
    name: string,
    node: { selectionSet?: SelectionSetNode | undefined; arguments?: readonly ArgumentLike[] },
    parent: GraphQLNamedType,
  ): number => {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return 0
    const field = parent.getFields()[name]
    if (!field) return 0
    const type = getNamedType(field.type)
    const root = parent.name === "Mutation"
    if (!isCompositeType(type)) return root ? mutationCost : 0
    const inner = costOf(node.selectionSet, type)
    if (root) return mutationCost + inner
    if (type.name.endsWith("Connection")) {
      return connectionCost + pageSize(node.arguments ?? [], variables) * inner
    }
    // Of a connection's parts only its nodes count, and those are counted by the connection.
    if (parent.name.endsWith("Connection") && name !== "nodes") return name === "edges" ? inner : 0
    return 1 + inner
  }

  const root = operation.operation === "mutation" ? "Mutation" : "QueryRoot"
  return costOf(operation.selectionSet, schema.getType(root)!)
}

type ArgumentLike = { name: { value: string }; value: ValueNode }

function pageSize(list: readonly ArgumentLike[], variables: Variables): number {
  const argument = list.find((one) => one.name.value === "first" || one.name.value === "last")
  if (!argument) return 1
  if (argument.value.kind === Kind.VARIABLE) {
    return Number(variables[argument.value.name.value] ?? 1)
  }
  return argument.value.kind === Kind.INT ? Number(argument.value.value) : 1
}

/** What the answer came to: the objects in it, and 10 for each mutation. */
export function actualCost(data: unknown, mutations: number): number {
  return mutations * mutationCost + objectsIn(data) - (mutations > 0 ? mutations : 0)
}

function objectsIn(data: unknown): number {
  if (data === null || typeof data !== "object") return 0
  const values = Array.isArray(data) ? data : Object.values(data)
  return values.reduce<number>((total, value) => {
    const own = value !== null && typeof value === "object" && !Array.isArray(value) ? 1 : 0
    return total + own + objectsIn(value)
  }, 0)
}
