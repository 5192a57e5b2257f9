import { z } from "zod"
import { secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { allowedOn } from "./extension/block-schema.ts"
import type { Block, Extension } from "./extension/read-extension.ts"

/** The templates that have a place for app blocks. */
export const BLOCK_TEMPLATES = ["product", "cart", "page"] as const
export type BlockTemplate = (typeof BLOCK_TEMPLATES)[number]

export const LOOKS = ["light", "dark"] as const

const settingValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

const themeSettings = z.object({
  look: z.enum(LOOKS),
  /** App embeds by block name; one that is not named is on. */
  embeds: z.record(z.string(), z.object({ enabled: z.boolean(), settings: settingValues })),
  /** App blocks by `template/block`; one that is not named stands where its schema allows it. */
  blocks: z.record(z.string(), z.object({ enabled: z.boolean(), settings: settingValues })),
})

export type ThemeSettings = z.infer<typeof themeSettings>

const untouched: ThemeSettings = { look: "light", embeds: {}, blocks: {} }

// A theme's settings live in its files; here they are kept as a metafield that belongs to the theme.
const OWNER = "gid://shopify/OnlineStoreTheme/1"
const ID = `${OWNER}|theme|settings_data`

/** What the merchant chose in the theme editor. */
export function readThemeSettings(context: SandboxContext): ThemeSettings {
  const stored = context.store.metafields.get(ID)
  return stored ? themeSettings.parse(JSON.parse(stored.value)) : untouched
}

/** Stores the merchant's choices. */
export function saveThemeSettings(context: SandboxContext, settings: ThemeSettings): void {
  const at = secondsIso(context.clock.now())
  context.store.metafields.put({
    id: ID,
    numericId: "1",
    ownerId: OWNER,
    namespace: "theme",
    key: "settings_data",
    kind: "json",
    value: JSON.stringify(themeSettings.parse(settings)),
    compareDigest: "",
    createdAt: at,
    updatedAt: at,
  })
}

/** A block where it stands, with the settings the merchant gave it. */
export type PlacedBlock = {
  block: Block
  settings: ThemeSettings["blocks"][string]["settings"]
}

/** The app embeds that are switched on. Unlike on Shopify they are on after install. */
export function enabledEmbeds(extension: Extension, settings: ThemeSettings): PlacedBlock[] {
  return extension.blocks
    .filter((block) => block.schema.target !== "section")
    .filter((block) => settings.embeds[block.name]?.enabled ?? true)
    .map((block) => ({ block, settings: settings.embeds[block.name]?.settings ?? {} }))
}

/** The app blocks on a template, in the order of their names. */
export function blocksOn(
  extension: Extension,
  settings: ThemeSettings,
  template: BlockTemplate,
): PlacedBlock[] {
  return extension.blocks.flatMap((block) => {
    const placement = placementOf(block, template)
    const stored = settings.blocks[`${template}/${block.name}`]
    const stands = placement !== "forbidden" && (stored?.enabled ?? placement === "default")
    return stands ? [{ block, settings: stored?.settings ?? {} }] : []
  })
}

/**
 * Whether a block stands on a template when the merchant chose nothing: one that names its templates
 * does on those, one that names none does on pages, and may be put on the others.
 */
export function placementOf(block: Block, template: BlockTemplate) {
  if (block.schema.target !== "section" || !allowedOn(block.schema, template)) return "forbidden"
  return block.schema.enabled_on?.templates || template === "page" ? "default" : "possible"
}
