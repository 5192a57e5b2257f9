import {
  BlockStack,
  Box,
  Card,
  SkeletonBodyText,
  SkeletonDisplayText,
  SkeletonPage,
} from "@shopify/polaris"

/** What a page looks like before its data is there: as high as what comes, so that nothing jumps. */
export function PageSkeleton({ title, narrow = false }: { title?: string; narrow?: boolean }) {
  return (
    <SkeletonPage primaryAction narrowWidth={narrow} {...(title ? { title } : {})}>
      <BlockStack gap="400">
        {[3, 5, 3].map((lines, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
          <Card key={index}>
            <BlockStack gap="400">
              <Box maxWidth="200px">
                <SkeletonDisplayText size="small" />
              </Box>
              <SkeletonBodyText lines={lines} />
            </BlockStack>
          </Card>
        ))}
      </BlockStack>
    </SkeletonPage>
  )
}
