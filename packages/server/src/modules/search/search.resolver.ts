import { BREAK_GLASS_LIMITS } from '@dossier/shared/access';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx as FromContext, ID, Info, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { answer } from '../../platform/graphql/user-error.type.ts';
import { noteMet } from '../../platform/policy/seen-fields.ts';
import { type RowUse, selectedColumns, tagCustomers, tagKeys } from '../customer/index.ts';
import { CustomerFilter, CustomerSort } from './customer-filter.input.ts';
import { dataQuality } from './data-quality.ts';
import { findByText } from './find-by-text.ts';
import { findDuplicates } from './find-duplicates.ts';
import { groupCustomers, type Grouping } from './group-customers.ts';
import { listCustomers } from './list-customers.ts';
import {
  CustomerConnection,
  CustomerDuplicateCheckInput,
  CustomerGroupByEnum,
  CustomersTagPayload,
  DataQuality,
  DuplicateCandidate,
  GroupCount,
} from './search.type.ts';
import { countSelected, CustomerSelectionInput, selectedKeys } from './selection.ts';

/** Tagging more at once than this is for a job. */
const MOST_TAGGED = 100_000;
const TAGGING: RowUse = { capability: 'WRITE', classes: ['INTERNAL'] };

/** Finding, counting and choosing customers. */
@Resolver()
export class SearchResolver {
  @Query(() => CustomerConnection, {
    description:
      'Customers: newest first unless ordered otherwise; with `search` and no order, the best matches first.',
  })
  async customers(
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Where the page before ended.' }) after: string | null,
    @Arg('search', () => String, {
      nullable: true,
      description:
        'A number, name (any part, Chinese, pinyin, initials), phone or its last four digits, e-mail address or external id.',
    })
    search: string | null,
    @Arg('filter', () => CustomerFilter, { nullable: true, description: 'Which customers.' })
    filter: CustomerFilter | null,
    @Arg('sort', () => CustomerSort, { nullable: true, description: 'In which order.' }) sort: CustomerSort | null,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const text = search?.trim().slice(0, 200) ?? '';
    const args = {
      first: ctx.access.breakGlass ? Math.min(first, BREAK_GLASS_LIMITS.page) : first,
      after,
      filter,
      sort,
    };
    const page =
      text === ''
        ? await listCustomers(ctx, args, selectedColumns(info))
        : await findByText(ctx, { ...args, search: text }, selectedColumns(info));
    noteMet(ctx.access, page.nodes);
    // Counted by GraphQL's own resolver, only when the field is asked for.
    return {
      ...page,
      totalCount: async () => await countSelected(ctx, { filter, search: text }),
    };
  }

  @Query(() => [GroupCount], {
    description: 'Counts customers by one property, for charts: the largest groups first, times in order.',
  })
  async customerGroups(
    @Arg('by', () => CustomerGroupByEnum, { description: 'What is counted by.' }) by: Grouping,
    @Arg('search', () => String, { nullable: true, description: 'Only customers with this in their name.' })
    search: string | null,
    @Arg('filter', () => CustomerFilter, { nullable: true, description: 'Which customers.' })
    filter: CustomerFilter | null,
    @Arg('limit', () => Int, { defaultValue: 50, description: 'How many groups at most, 1 to 1,000.' }) limit: number,
    @FromContext() ctx: Ctx,
  ): Promise<GroupCount[]> {
    return await groupCustomers(ctx, by, { search, filter, limit });
  }

  @Query(() => [DuplicateCandidate], {
    description:
      'Customers who may be the same as the one described: same phone, address, document or name. At most 10.',
  })
  async customerDuplicates(
    @Arg('input', () => CustomerDuplicateCheckInput) input: CustomerDuplicateCheckInput,
    @FromContext() ctx: Ctx,
  ): Promise<DuplicateCandidate[]> {
    const excludeId = input.excludeId ? ctx.publicIds.decode('cus', input.excludeId) : undefined;
    return await findDuplicates(ctx, { ...input, excludeId });
  }

  @Query(() => DataQuality, { description: 'Gaps and flaws in the data of all active customers.' })
  async dataQuality(@FromContext() ctx: Ctx): Promise<DataQuality> {
    return await dataQuality(ctx);
  }

  @Mutation(() => CustomersTagPayload, {
    description:
      'Puts tags on the selected customers and takes others off, at most 100,000 customers at once. Needs CUSTOMER_WRITE.',
  })
  async customersTag(
    @Arg('selection', () => CustomerSelectionInput, { description: 'Which customers.' })
    selection: CustomerSelectionInput,
    @Arg('add', () => [ID], { nullable: true, description: 'Tags to put on.' }) add: string[] | null,
    @Arg('remove', () => [ID], { nullable: true, description: 'Tags to take off.' }) remove: string[] | null,
    @FromContext() ctx: Ctx,
  ): Promise<CustomersTagPayload> {
    const done = await answer(ctx, async () => {
      const change = {
        add: await tagKeys(ctx, add ?? [], ['add']),
        remove: await tagKeys(ctx, remove ?? [], ['remove']),
      };
      if ((await countSelected(ctx, selection, TAGGING)) > MOST_TAGGED)
        refuse('TOO_MANY', ['selection'], { max: MOST_TAGGED });
      let changed = 0;
      for await (const keys of selectedKeys(ctx, selection, TAGGING)) changed += await tagCustomers(ctx, keys, change);
      return { changed };
    });
    return { ...done, changed: done.changed ?? 0 };
  }
}
