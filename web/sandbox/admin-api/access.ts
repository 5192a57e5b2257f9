import { type GraphQLResolveInfo, getNamedType } from "graphql"
import { type AdminRequest, fail, hasScope } from "./admin-request.ts"
import { adminSchema } from "./schema.ts"

const documentation = "https://shopify.dev/api/usage/access-scopes"

/**
 * Throws ACCESS_DENIED unless the token has a scope that this field and what it returns ask for.
 */
export function checkAccess(request: AdminRequest, info: GraphQLResolveInfo): void {
  const { access } = adminSchema()
  const returned = getNamedType(info.returnType).name.replace(/Connection$/, "")
  for (const key of [`${info.parentType.name}.${info.fieldName}`, returned, info.parentType.name]) {
    const rule = access.get(key)
    if (!rule || rule.scopes.some((scope) => hasScope(request.token, scope))) continue
    throw fail(
      `Access denied for ${info.fieldName} field. Required access: ${rule.required}`,
      "ACCESS_DENIED",
      { documentation, requiredAccess: rule.required },
    )
  }
}
