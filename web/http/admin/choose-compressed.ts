import type { NextFunction, Request, Response } from "express"

const types: Record<string, string> = { js: "text/javascript", css: "text/css" }

/** Hands out the Brotli copy that the build made of a script or style sheet, to whoever takes it. */
export function chooseCompressed(request: Request, response: Response, next: NextFunction): void {
  const type = types[/^\/[\w.-]+\.(js|css)$/.exec(request.path)?.[1] ?? ""]
  if (type) response.vary("accept-encoding")
  if (type && request.acceptsEncodings("br") === "br") {
    request.url = `${request.path}.br`
    response.set({ "content-encoding": "br", "content-type": `${type}; charset=utf-8` })
  }
  next()
}
