import { BlockStack, Card, SkeletonBodyText } from "@shopify/polaris"

/** A list before its rows are there. */
export function RowsSkeleton() {
  return (
    <Card>
      <BlockStack gap="600">
        {[0, 1, 2, 3, 4, 5].map((row) => (
          <SkeletonBodyText key={row} lines={2} />
        ))}
      </BlockStack>
    </Card>
  )
}
