import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql"
import { createGraphQLError } from "graphql-yoga"

const most = { depth: 8, rootFields: 8, fields: 400 }

/**
 * A validation rule: how deep and how large a request may be, fragments and aliases counted. Pages are at most 100 rows
 * and never nest, so that this bounds the work too. Introspection has its own bound in graphql's recommended rules.
 */
export function boundedQuery(context: ValidationContext) {
  return {
    Document(document: DocumentNode) {
      const fragments = fragmentsOf(document)
      for (const definition of document.definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION) continue
        const { depth, fields, rootFields } = measure(definition.selectionSet, fragments)
        const isLarge = depth > most.depth || fields > most.fields || rootFields > most.rootFields
        if (isLarge) {
          const extensions = { code: "query-too-large" }
          context.reportError(
            createGraphQLError("query-too-large", { nodes: definition, extensions }),
          )
        }
      }
    },
  }
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>
type Size = { depth: number; fields: number; rootFields: number }

/** Stops counting once a bound is passed, so that nested fragments cannot make the counting itself expensive. */
function measure(root: SelectionSetNode, fragments: Fragments): Size {
  const size = { depth: 0, fields: 0, rootFields: 0 }
  visit(root, 1, new Set())
  return size

  function visit(selections: SelectionSetNode, depth: number, within: ReadonlySet<string>) {
    for (const selection of selections.selections) {
      if (size.fields > most.fields) return
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value.startsWith("__")) continue
        size.fields += 1
        size.depth = Math.max(size.depth, depth)
        if (depth === 1) size.rootFields += 1
        if (selection.selectionSet) visit(selection.selectionSet, depth + 1, within)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        visit(selection.selectionSet, depth, within)
      } else {
        const name = selection.name.value
        const fragment = fragments.get(name)
        size.fields += 1
        if (!fragment || within.has(name)) continue
        visit(fragment.selectionSet, depth, new Set([...within, name]))
      }
    }
  }
}

function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]))
}
