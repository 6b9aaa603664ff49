import type { SameKeys } from '../platform/i18n/use-t.ts';
import type { shellMessages as chinese } from './shell-messages.zh-CN.ts';

/** Words of the frame in English. */
export const shellMessages: SameKeys<typeof chinese> = {
  skip: 'Skip to content',
  navigation: 'Main navigation',
  breadcrumb: 'Breadcrumb',
  collapse: 'Collapse navigation',
  expand: 'Expand navigation',
  search: 'Search customers, pages, actions',
  running: 'Running work',
  nothingRunning: 'No work is running',
  language: 'Language',
  theme: 'Appearance',
  themeLight: 'Light',
  themeDark: 'Dark',
  themeSystem: 'As the system',
  me: 'My account',
  account: 'Account settings',
  signOut: 'Sign out',
  down: 'The server cannot be reached; trying again. Nothing you typed is lost.',
  outdated: 'There is a newer version of the console.',
  demo: 'Demo data',
  keys: {
    NOT_EXPORTED: 'There is no recovery file of the keys: if this machine is lost, sealed data are lost with it.',
    OUTDATED: 'Keys were rotated after the recovery file was written: it does not open what is sealed since.',
    todo: 'Somebody with access to the server runs',
  },
  approvals: {
    waiting: '1 request waits for your decision. | {count} requests wait for your decision.',
    emergencies:
      'Emergency: a colleague asks for emergency access and waits for you. | Emergency: {count} colleagues ask for emergency access and wait for you.',
    show: 'To the approvals',
    alone:
      'Single-operator mode: fewer than two people can approve “{acts}”. Where nobody else can, it is done after 24 hours.',
  },
  /** Pages that the navigation names before their own words are there. */
  page: {
    customers: 'Customers',
    discrepancies: 'Discrepancies',
    lookUp: 'Look up a caller',
    identity: 'Identity',
    settings: 'Settings',
    app: 'My app',
    explorer: 'Explorer',
  },
  palette: {
    placeholder: 'Customer number, name, pinyin, phone, e-mail, or a page',
    customers: 'Customers',
    pages: 'Pages',
    actions: 'Actions',
    none: 'Nothing found for “{query}”',
    hint: '↑↓ choose · Enter open · Esc close',
    searching: 'Looking for customers…',
    allMatching: 'All customers matching “{query}” in the list',
  },
};
