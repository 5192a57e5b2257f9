import type { AppProviderProps } from "@shopify/polaris"
import type { ComponentProps, MouseEvent } from "react"
import { navigate } from "./location.ts"

type LinkProps = ComponentProps<NonNullable<AppProviderProps["linkComponent"]>>

/** Every link and link-like button of Polaris: ours change the screen, others open beside the app. */
export function Link({ url = "", external, onClick, children, ...rest }: LinkProps) {
  const isOurs = url.startsWith("/") && !external
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const opensElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0
    if (!isOurs || opensElsewhere || event.defaultPrevented) return
    event.preventDefault()
    void navigate(url)
  }
  const elsewhere = isOurs ? {} : { target: "_blank", rel: "noopener noreferrer" }
  return (
    <a href={url} {...rest} {...elsewhere} onClick={follow}>
      {children}
    </a>
  )
}
