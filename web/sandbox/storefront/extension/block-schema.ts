import { z } from "zod"

const settingSchema = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  label: z.string().optional(),
  info: z.string().optional(),
  content: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  unit: z.string().optional(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
})

const whereSchema = z.object({
  templates: z.array(z.string()).optional(),
  groups: z.array(z.string()).optional(),
})

const blockSchema = z.strictObject({
  name: z.string().max(25, "a block's name has at most 25 characters"),
  target: z.enum(["section", "head", "body", "compliance_head"]),
  javascript: z.string().optional(),
  stylesheet: z.string().optional(),
  enabled_on: whereSchema.optional(),
  disabled_on: whereSchema.optional(),
  available_if: z.string().optional(),
  class: z.string().optional(),
  tag: z.string().optional(),
  settings: z.array(settingSchema).default([]),
  default: z.unknown().optional(),
})

export type BlockSetting = z.infer<typeof settingSchema>
export type BlockSchema = z.infer<typeof blockSchema>

/** A block's `{% schema %}`, checked as Shopify checks it; throws a SyntaxError that names the block. */
export function readSchema(name: string, source: string): BlockSchema {
  const match = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(source)
  if (!match?.[1]) throw new SyntaxError(`blocks/${name}.liquid has no schema`)
  const parsed = blockSchema.safeParse(parseJson(name, match[1]))
  if (parsed.success) return parsed.data
  throw new SyntaxError(`blocks/${name}.liquid: ${z.prettifyError(parsed.error)}`)
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new SyntaxError(`blocks/${name}.liquid: its schema is no JSON`, { cause: error })
  }
}

/** Whether a block may be on a template ("product", "cart", "page"). */
export function allowedOn(schema: BlockSchema, template: string): boolean {
  const lists = (where: { templates?: string[] | undefined } | undefined) =>
    where?.templates?.some((one) => one === template || one === "*") ?? false
  if (schema.enabled_on?.templates) return lists(schema.enabled_on)
  return !lists(schema.disabled_on)
}

/** What `block.settings` holds when the merchant changed nothing. */
export function defaultSettings(schema: BlockSchema): Record<string, string | number | boolean> {
  const pairs = schema.settings.flatMap(({ id, default: value, type }) => {
    if (!id) return []
    return [[id, value ?? (type === "checkbox" ? false : "")] as const]
  })
  return Object.fromEntries(pairs)
}
