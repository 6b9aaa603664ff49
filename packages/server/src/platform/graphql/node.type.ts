import { ID, InterfaceType } from 'type-graphql';
import { Readable } from './exposure.ts';

/** Relay's Node interface: whatever `node(id)` can find. */
@InterfaceType({
  description: 'Anything that has an id of its own and can be found again by it.',
  // `node(id)` marks what it found, since rows are plain objects of no class.
  resolveType: (found: { readonly __typename?: string }) => found.__typename,
})
export abstract class Node {
  @Readable(() => ID, 'PUBLIC', 'Opaque and permanent; its prefix tells what kind of thing it names.')
  id: string;
}
