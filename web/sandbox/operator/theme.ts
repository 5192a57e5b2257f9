import type { Express } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Block, Extension } from "#web/sandbox/storefront/extension/read-extension.ts"
import { extensionReader } from "#web/sandbox/storefront/extension/read-extension.ts"
import { field, formBody, formOf } from "#web/sandbox/storefront/form.ts"
import { EXTENSION_FOLDER } from "#web/sandbox/storefront/storefront.ts"
import {
  BLOCK_TEMPLATES,
  LOOKS,
  placementOf,
  readThemeSettings,
  saveThemeSettings,
  type ThemeSettings,
} from "#web/sandbox/storefront/theme-settings.ts"
import { checkbox, form, selectField } from "./fields.ts"
import { type Html, html } from "./html.ts"
import { sendDone } from "./notices.ts"
import { sendOperator } from "./shell.ts"
import { readSettingFields, settingFields } from "./theme-fields.ts"

const PATH = "/admin/theme"

/** What Shopify's theme editor does: the theme's look, app embeds, and app blocks with their settings. */
export function mountTheme(
  app: Express,
  context: SandboxContext,
  extensionFolder: string = EXTENSION_FOLDER,
): void {
  const extension = extensionReader(extensionFolder)

  app.get(PATH, (request, response) => {
    const settings = readThemeSettings(context)
    const places = placesOf(extension())
    const looks = selectField(
      "Look",
      "look",
      LOOKS.map((look) => [look, look === "light" ? "Light, with serifs" : "Dark, without serifs"]),
      settings.look,
    )
    const cards = places.map((place) => placeCard(settings, place))
    const none = html`<section class="card empty"><h2>No app blocks</h2>
      <p>What the app's theme extension offers appears here.</p></section>`
    const fields = html`<section class="card"><h2>Theme</h2>${looks}</section>
      ${cards.length > 0 ? cards : none}`
    sendOperator(context, request, response, {
      title: "Theme",
      menu: PATH,
      actions: html`<a class="button" href="/">View shop</a>`,
      body: form(PATH, "Save the theme", fields, "primary"),
    })
  })

  app.post(PATH, formBody, (request, response) => {
    const posted = formOf(request)
    const look = LOOKS.find((one) => one === field(posted, "look")) ?? "light"
    const next: ThemeSettings = { look, embeds: {}, blocks: {} }
    for (const { key, group, name, block } of placesOf(extension())) {
      const enabled = posted.has(`${key}:on`)
      next[group][name] = { enabled, settings: readSettingFields(block.schema, key, posted) }
    }
    saveThemeSettings(context, next)
    return sendDone(response, PATH, "theme-saved")
  })

  // Where the app's deep links to the theme editor lead.
  app.get(/^\/admin\/themes\/.*/, (_request, response) => response.redirect(303, PATH))
}

const WHERE = {
  product: "on product pages",
  cart: "on the cart page",
  page: "on written pages, such as Rewards",
}

type Place = { key: string; group: "embeds" | "blocks"; name: string; where: string; block: Block }

/** Everywhere that a block of the extension can be switched on. */
function placesOf(extension: Extension | null): Place[] {
  return (extension?.blocks ?? []).flatMap((block): Place[] => {
    if (block.schema.target !== "section") {
      const { name } = block
      return [{ key: `embed/${name}`, group: "embeds", name, where: "on every page", block }]
    }
    return BLOCK_TEMPLATES.filter((template) => placementOf(block, template) !== "forbidden").map(
      (template) => {
        const name = `${template}/${block.name}`
        return { key: name, group: "blocks", name, where: WHERE[template], block }
      },
    )
  })
}

function placeCard(settings: ThemeSettings, place: Place): Html {
  const { key, group, name, where, block } = place
  const stored = settings[group][name]
  const template = BLOCK_TEMPLATES.find((one) => name.startsWith(`${one}/`))
  const byDefault = !template || placementOf(block, template) === "default"
  return html`<section class="card"><h2>${block.schema.name}</h2>
    ${checkbox(`Shown ${where}`, `${key}:on`, stored?.enabled ?? byDefault)}
    ${settingFields(block.schema, key, stored?.settings ?? {})}</section>`
}
