import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Extension } from "#web/sandbox/storefront/extension/read-extension.ts"
import {
  BLOCK_TEMPLATES,
  blocksOn,
  enabledEmbeds,
  readThemeSettings,
} from "#web/sandbox/storefront/theme-settings.ts"

/** What `shopify.app.extensions()` answers: each block, and whether the merchant has switched it on. */
export function extensionStatus(context: SandboxContext, extension: Extension | null) {
  if (!extension) return []
  const settings = readThemeSettings(context)
  const placed = [
    ...enabledEmbeds(extension, settings),
    ...BLOCK_TEMPLATES.flatMap((template) => blocksOn(extension, settings, template)),
  ]
  const themeId = "gid://shopify/OnlineStoreTheme/1"
  const activations = extension.blocks.map(({ name, schema }) => {
    const active = placed.some(({ block }) => block.name === name)
    const status = active ? "active" : "available"
    const where = active ? [{ themeId }] : []
    return { target: schema.target, handle: name, name: schema.name, status, activations: where }
  })
  return [{ handle: "loyalty-theme", type: "theme_app_extension", activations }]
}
