import { Text } from "@shopify/polaris"

/** A discount code, an email, an address: read from left to right in every language. */
export function Code({ children, subdued = false }: { children: string; subdued?: boolean }) {
  return (
    <Text as="span" {...(subdued ? { tone: "subdued" } : {})}>
      <bdi className="loyalty-code">{children}</bdi>
    </Text>
  )
}
