import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { saveThemeSettings } from "#web/sandbox/storefront/theme-settings.ts"
import { openPages, type PagesShop, signIn } from "./pages-shop.ts"

const schema = (body: object) => `{% schema %}${JSON.stringify(body)}{% endschema %}`

const FILES: Record<string, string> = {
  "blocks/corner.liquid":
    '<p id="corner">{{ \'points\' | t: count: customer.metafields["$app"].points.value }}' +
    ' {{ block.settings.side }} {{ customer.first_name | default: "guest" }}</p>' +
    schema({
      name: "Corner",
      target: "body",
      javascript: "corner.js",
      stylesheet: "corner.css",
      settings: [{ type: "text", id: "side", label: "Side", default: "end" }],
    }),
  "blocks/shelf.liquid":
    "{% render 'frame', text: block.settings.text %}" +
    schema({
      name: "Shelf",
      target: "section",
      stylesheet: "corner.css",
      enabled_on: { templates: ["product", "page"] },
      settings: [{ type: "text", id: "text", label: "Text", default: "<i>as it is</i>" }],
    }),
  "blocks/gated.liquid": `<p>gated</p>${schema({
    name: "Gated",
    target: "body",
    available_if: "{{ app.metafields.loyalty.active }}",
    settings: [],
  })}`,
  "snippets/frame.liquid":
    "<b data-seen=\"{{ block.id }}\">{{ text }} {{ 'hello' | t: name: '<x>' }} " +
    "{{ 'hello_html' | t: name: '<x>' }} {{ product.price | money }}</b>",
  "locales/en.default.json": JSON.stringify({
    points: { one: "{{ count }} point", other: "{{ count }} points" },
    hello: "Hello {{ name }} & all",
    hello_html: "<em>Hello {{ name }}</em>",
  }),
  "locales/ur.json": JSON.stringify({
    points: { one: "{{ count }} پوائنٹ", other: "{{ count }} پوائنٹس" },
  }),
  "assets/corner.js": "customElements",
}

describe("a theme app extension in the sandbox's shop", () => {
  const folder = mkdtempSync(join(tmpdir(), "extension-"))
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  let shop: PagesShop
  beforeAll(async () => {
    for (const [name, text] of Object.entries(FILES)) write(name, text)
    shop = await openPages(folder)
  })
  afterAll(async () => {
    await shop.close()
    rmSync(folder, { recursive: true })
  })

  const giveMetafield = (
    ownerId: string,
    namespace: string,
    key: string,
    kind: string,
    value: string,
  ) => {
    const at = "2026-01-01T00:00:00Z"
    const id = `${ownerId}|${namespace}|${key}`
    const times = { createdAt: at, updatedAt: at }
    const text = { namespace, key, kind, value, compareDigest: "" }
    shop.context.store.metafields.put({ id, numericId: "9", ownerId, ...text, ...times })
  }

  test("its embed stands before the end of the body, on every page but the checkout", async () => {
    const { text } = await shop.visitor().get("/")
    expect(text).toMatch(/id="shopify-block-app_corner"[\s\S]*<\/div>\s*<\/body>/)
    expect(text).toContain("end guest")
    expect(text).not.toContain("schema")
  })

  test("its scripts and styles are loaded once, from its own address", async () => {
    const { text } = await shop.visitor().get("/products/stoneware-cup")
    const script = '<script src="/extensions/loyalty-theme/assets/corner.js" async></script>'
    expect(text.split(script)).toHaveLength(2)
    expect(text.split("assets/corner.css")).toHaveLength(2)
    const asset = await shop.visitor().get("/extensions/loyalty-theme/assets/corner.js")
    expect(asset.text).toBe("customElements")
    expect((await shop.visitor().get("/extensions/loyalty-theme/assets/none.js")).status).toBe(404)
  })

  test("its block stands where its schema says, and sees the page but no block in a snippet", async () => {
    const { text } = await shop.visitor().get("/products/stoneware-cup")
    expect(text).toContain('data-seen=""')
    // What Liquid prints is not escaped; what `t` fills in is, whether or not its text is markup.
    expect(text).toContain(
      "<i>as it is</i> Hello &lt;x&gt; &amp; all <em>Hello &lt;x&gt;</em> $18.50",
    )
    expect((await shop.visitor().get("/cart")).text).not.toContain("as it is")
    expect((await shop.visitor().get("/pages/rewards")).text).toContain("as it is")
  })

  test("it speaks the shopper's language with that language's plurals", async () => {
    const visitor = shop.visitor()
    await signIn(shop, visitor, "plural@example.com")
    const { id } = shop.context.store.customers.findOne("email", "plural@example.com")!
    const give = (points: string) =>
      giveMetafield(`gid://shopify/Customer/${id}`, "app--1", "points", "number_integer", points)
    give("1")
    expect((await visitor.get("/")).text).toContain("1 point end")
    give("240")
    expect((await visitor.get("/")).text).toContain("240 points end")
    const urdu = await visitor.get("/ur")
    expect(urdu.text).toContain("240 پوائنٹس")
    expect(urdu.text).toContain('<html lang="ur" dir="rtl"')
    expect((await visitor.get("/?locale=ur")).text).toContain("240 پوائنٹس")
  })

  test("a block with a condition appears once the app's metafield says so", async () => {
    expect((await shop.visitor().get("/")).text).not.toContain("gated")
    const owner = `gid://shopify/AppInstallation/${shop.context.shop().installation!.id}`
    giveMetafield(owner, "loyalty", "active", "boolean", "true")
    expect((await shop.visitor().get("/")).text).toContain("<p>gated</p>")
  })

  test("the merchant's settings replace the schema's, and an embed can be switched off", async () => {
    const look = "dark" as const
    const on = { enabled: true, settings: { side: "start" } }
    saveThemeSettings(shop.context, { look, embeds: { corner: on }, blocks: {} })
    const { text } = await shop.visitor().get("/")
    expect(text).toContain("start guest")
    expect(text).toContain('data-look="dark"')
    const off = { enabled: false, settings: {} }
    saveThemeSettings(shop.context, { look, embeds: { corner: off }, blocks: {} })
    expect((await shop.visitor().get("/")).text).not.toContain("corner")
  })

  test("a filter or tag that Shopify lacks is an error with its place, and so is a bad schema", async () => {
    const source = FILES["blocks/shelf.liquid"]!
    write("blocks/shelf.liquid", `{{ "a" | jsonify }}${source}`)
    const filter = await shop.visitor().get("/pages/rewards")
    expect(filter.status).toBe(500)
    expect(filter.text).toContain("undefined filter: jsonify")
    write("blocks/shelf.liquid", `{% layout "x" %}${source}`)
    expect((await shop.visitor().get("/pages/rewards")).text).toContain(
      "tag &quot;layout&quot; not found",
    )
    write("blocks/shelf.liquid", "<p></p>")
    expect((await shop.visitor().get("/")).text).toContain("blocks/shelf.liquid has no schema")
    write("blocks/shelf.liquid", source)
    expect((await shop.visitor().get("/pages/rewards")).status).toBe(200)
  })
})

describe("our own theme app extension", () => {
  let shop: PagesShop
  beforeAll(async () => {
    shop = await openPages()
  })
  afterAll(() => shop.close())

  test("is in the page in both languages, under a policy that forbids anything inline", async () => {
    const english = await shop.visitor().get("/")
    expect(english.text).toMatch(/<loyalty-launcher[^>]*label="Rewards"/)
    const urdu = await shop.visitor().get("/ur/pages/rewards")
    expect(urdu.text).toMatch(/<loyalty-launcher\s+lang="ur"/)
    expect(`${english.text}${urdu.text}`).not.toContain("Translation missing")
    const policy = english.headers.get("content-security-policy")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self';")
    expect(policy).not.toContain("unsafe")
  })

  test("is not in the checkout, nor in a shop without the app", async () => {
    const visitor = shop.visitor()
    const [product] = shop.context.store.products.all()
    await visitor.post("/cart/add", { id: product!.variants[0]!.id, quantity: "1" })
    const checkout = await visitor.get("/checkout")
    expect(checkout.text).toContain('name="discount_code"')
    expect(checkout.text).not.toContain("loyalty-")
    await visitor.post("/admin/app/uninstall", {})
    expect((await visitor.get("/")).text).not.toContain("loyalty-")
  })
})
