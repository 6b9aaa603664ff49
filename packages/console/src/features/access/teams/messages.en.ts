import type { SameKeys } from '../../../platform/i18n/use-t.ts';
import type { teamMessages as chinese } from './messages.zh-CN.ts';

/** Words of teams and regions in English. */
export const teamMessages: SameKeys<typeof chinese> = {
  title: 'Teams',
  text: 'Who is in a team sees, as far as the role allows, the customers of everybody in it and in the teams below. Changes count from the next click of those concerned on.',
  create: 'New team',
  createIn: 'New team in {name}',
  edit: 'Change {name}',
  remove: 'Delete {name}',
  removeTitle: 'Delete the team “{name}”?',
  removeConsequence: 'Its people stay users, and no longer see each other’s customers by this team.',
  removeAction: 'Delete team',
  none: 'No teams yet',
  noneText: 'Make the first one, then put people into it.',
  name: 'Name',
  parent: 'Part of',
  top: 'nothing: at the top',
  tree: 'All teams',
  members: '1 person | {count} people',
  add: 'Add people',
  addSubmit: 'Add',
  takeOut: 'Take {name} out of the team',
  nobody: 'Nobody is in this team yet',
  choose: 'Choose a team to see who is in it.',
  type: 'Type a name or address',
  regions: 'Regions',
  regionsOf: 'Regions of {name}',
  regionsText:
    'A role with territories sees all customers whose primary address lies there. Type a country’s code, and in China province and city: CN/Guangdong or CN/Guangdong/Shenzhen. Enter adds it.',
  regionsEdit: 'Regions…',
  region: 'Region, such as CN/Guangdong',
};
