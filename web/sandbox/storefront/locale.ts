import type { Express, Request, Response } from "express"

export type Locale = "en" | "ur"

/** The storefront's languages, as `localization.available_languages` lists them. */
export const LANGUAGES = [
  { iso: "en", name: "English", endonym: "English", rootUrl: "/" },
  { iso: "ur", name: "Urdu", endonym: "اردو", rootUrl: "/ur" },
] as const

/** The language of a page: the `/ur` in front of its address, else `?locale=`, else English. */
export function localeOf(response: Response): Locale {
  return response.locals.locale ?? "en"
}

/** Right to left for Urdu. */
export function directionOf(locale: Locale): "ltr" | "rtl" {
  return locale === "ur" ? "rtl" : "ltr"
}

/** An address of the storefront in a language: "/cart" is "/ur/cart" in Urdu. */
export function localPath(locale: Locale, path: string): string {
  if (locale === "en") return path
  return path === "/" ? "/ur" : `/ur${path}`
}

/**
 * Takes `/ur` off the address, so that the routes behind are written once. The app proxy, which was
 * mounted before, is asked again by its plain address.
 */
export function mountLocale(app: Express): void {
  app.use((request: Request, response: Response, next) => {
    const prefix = /^\/ur(?=[/?]|$)/.exec(request.url)
    if (prefix) request.url = slashed(request.url.slice(prefix[0].length))
    const asked = request.query.locale
    const known = asked === "en" || asked === "ur" ? asked : "en"
    response.locals.locale = prefix ? "ur" : known
    if (!prefix || !request.path.startsWith("/apps/")) return next()
    request.originalUrl = request.url
    return app(request, response)
  })
}

const slashed = (url: string) => (url.startsWith("/") ? url : `/${url}`)
