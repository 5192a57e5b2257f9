import { type Liquid, Tag, type TagToken, type TopLevelToken } from "liquidjs"

/** A tag whose inside is not Liquid and is not printed. */
class SilentTag extends Tag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid)
    while (remaining.length > 0) {
      const next = remaining.shift() as TopLevelToken & { name?: string }
      if (next.name === `end${token.name}`) return
    }
    throw new Error(`{% ${token.name} %} is not closed`)
  }

  render(): string {
    return ""
  }
}

/** `{% schema %}`: read when the extension is loaded, nothing when it is rendered. */
export class SchemaTag extends SilentTag {}

/** `{% doc %}`: words for whoever reads the snippet. */
export class DocTag extends SilentTag {}
