import { Liquid } from "liquidjs"
import { dateFilters } from "./filters-dates.ts"
import { markupFilters } from "./filters-markup.ts"
import { moneyFilters } from "./filters-money.ts"
import { textFilters } from "./filters-text.ts"
import { DocTag, SchemaTag } from "./raw-tags.ts"

/** What liquidjs offers beyond Shopify's Liquid; a template that uses it must fail here too. */
const NOT_SHOPIFYS = [
  ..."xml_escape cgi_escape uri_escape slugify push unshift pop shift where_exp reject_exp".split(
    " ",
  ),
  ..."group_by group_by_exp has_exp find_index_exp find_exp sample date_to_xmlschema raw".split(
    " ",
  ),
  ..."date_to_rfc822 date_to_string date_to_long_string squish normalize_whitespace".split(" "),
  ..."number_of_words array_to_sentence_string jsonify to_integer inspect".split(" "),
]

/**
 * A Liquid engine that knows Shopify's filters and no others: an unknown filter or tag is an error.
 * Output is not escaped, as on Shopify. `templates` are what `render` finds, by name.
 */
export function shopifyLiquid(templates: Record<string, string>): Liquid {
  const liquid = new Liquid({
    templates,
    strictFilters: true,
    ownPropertyOnly: true,
    cache: true,
    timezoneOffset: 0,
    // Bounds for a template that loops: 2 s, and 50 million characters made.
    renderLimit: 2000,
    memoryLimit: 5e7,
  })
  for (const name of NOT_SHOPIFYS) delete liquid.filters[name]
  for (const name of ["layout", "block"]) delete liquid.tags[name]
  const filters = { ...textFilters, ...moneyFilters, ...dateFilters, ...markupFilters }
  for (const [name, filter] of Object.entries(filters)) liquid.registerFilter(name, filter)
  liquid.registerTag("schema", SchemaTag)
  liquid.registerTag("doc", DocTag)
  return liquid
}
