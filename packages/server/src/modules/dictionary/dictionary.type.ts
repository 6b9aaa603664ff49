import { InputType, Int, ObjectType } from 'type-graphql';
import { AboutInstallation, Readable, Writable } from '../../platform/graphql/exposure.ts';
import { UserError } from '../../platform/graphql/user-error.type.ts';

/** What anyone may know of this installation. */
@AboutInstallation()
@ObjectType({ description: 'This installation, as far as anyone may know it before signing in.' })
export class Installation {
  @Readable(() => String, 'PUBLIC', 'What its administrators call it.')
  name: string;
  @Readable(() => String, 'PUBLIC', 'The version of the program.')
  version: string;
  @Readable(() => String, 'PUBLIC', 'IANA time zone of days and of naive times in files.')
  timeZone: string;
  @Readable(() => String, 'PUBLIC', 'Language of whoever has not chosen one (BCP 47).')
  defaultLocale: string;
  @Readable(() => Boolean, 'PUBLIC', 'Whether it holds a made-up company.')
  demo: boolean;
  @Readable(() => Boolean, 'PUBLIC', 'Whether nobody has set the first password yet.')
  needsFirstAdministrator: boolean;
  @Readable(() => String, 'PUBLIC', 'Currency of amounts written without one (ISO 4217).')
  defaultCurrency: string;
  @Readable(() => String, 'PUBLIC', 'Region of phone numbers written without one (ISO 3166-1).')
  defaultPhoneRegion: string;
  @Readable(() => String, 'INTERNAL', 'The database engine; only for those who may read settings.', { nullable: true })
  engine: string | null;
}

/** Settings that administrators change. The customer module adds the number pattern. */
@AboutInstallation()
@ObjectType({ description: 'What administrators can set about the installation.' })
export class Settings {
  @Readable(() => String, 'INTERNAL', 'What the installation is called.')
  installationName: string;
  @Readable(() => String, 'INTERNAL', 'IANA time zone of days and of naive times in files.')
  timeZone: string;
  @Readable(() => String, 'INTERNAL', 'Language of whoever has not chosen one (BCP 47).')
  defaultLocale: string;
  @Readable(() => String, 'INTERNAL', 'Currency of amounts written without one (ISO 4217).')
  defaultCurrency: string;
  @Readable(() => String, 'INTERNAL', 'Region of phone numbers written without one (ISO 3166-1).')
  defaultPhoneRegion: string;
  @Readable(
    () => Int,
    'INTERNAL',
    'Above so many customers within a day, exports of personal values wait for an approval.',
  )
  massExportAbove: number;
}

/** A change of settings. */
@AboutInstallation()
@InputType({ description: 'What changes about the installation; what is absent or null stays.' })
export class SettingsInput {
  @Writable(() => String, 'INTERNAL', 'What the installation is called, at most 80 characters.')
  installationName?: string | null;
  @Writable(() => String, 'INTERNAL', 'IANA time zone, for example Asia/Shanghai.')
  timeZone?: string | null;
  @Writable(() => String, 'INTERNAL', 'zh-CN or en.')
  defaultLocale?: string | null;
  @Writable(() => String, 'INTERNAL', 'ISO 4217, for example CNY.')
  defaultCurrency?: string | null;
  @Writable(() => String, 'INTERNAL', 'ISO 3166-1 alpha-2, for example CN.')
  defaultPhoneRegion?: string | null;
  @Writable(
    () => Int,
    'INTERNAL',
    'From 0 to 1000: above so many customers within a day, exports of personal values wait for an approval.',
  )
  massExportAbove?: number | null;
}

/** Answer to a change of settings. */
@AboutInstallation()
@ObjectType({ description: 'The settings now, or why not.' })
export class SettingsPayload {
  @Readable(() => Settings, 'INTERNAL', 'The settings; null when refused.', { nullable: true })
  settings: Settings | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** One choice of a code list. */
@AboutInstallation()
@ObjectType({ description: 'One choice of a code list.' })
export class CodeEntry {
  @Readable(() => String, 'INTERNAL', 'What records hold.')
  code: string;
  @Readable(() => String, 'INTERNAL', 'What people see, in Chinese.')
  labelZh: string;
  @Readable(() => String, 'INTERNAL', 'What people see, in English.')
  labelEn: string;
  @Readable(() => Int, 'INTERNAL', 'Its place in the list, lowest first.')
  position: number;
  @Readable(() => Boolean, 'INTERNAL', 'Whether it is no longer offered; records keep it.')
  retired: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Whether it ships with the program: it can be renamed and retired, not removed.')
  isBuiltIn: boolean;
}

/** A list of choices. */
@AboutInstallation()
@ObjectType({ description: 'A list of choices: stage, grade, industry, size.' })
export class CodeList {
  @Readable(() => String, 'INTERNAL', 'The name of the list.')
  name: string;
  @Readable(() => [CodeEntry], 'INTERNAL', 'Its entries in order, retired ones included.')
  entries: readonly CodeEntry[];
}

/** An entry as it shall be. */
@AboutInstallation()
@InputType({ description: 'An entry of a code list as it shall be.' })
export class CodeEntryInput {
  @Writable(() => String, 'INTERNAL', 'Capital letters, digits, _ and -, at most 40.', { nullable: false })
  code: string;
  @Writable(() => String, 'INTERNAL', 'What people see, in Chinese, at most 80 characters.', { nullable: false })
  labelZh: string;
  @Writable(() => String, 'INTERNAL', 'What people see, in English, at most 80 characters.', { nullable: false })
  labelEn: string;
  @Writable(() => Int, 'INTERNAL', 'Its place; by default the order in which the entries are given.')
  position?: number | null;
  @Writable(() => Boolean, 'INTERNAL', 'Whether it is no longer offered.')
  retired?: boolean | null;
}

/** Answer to a change of a code list. */
@AboutInstallation()
@ObjectType({ description: 'The list now, or why not.' })
export class CodeListPayload {
  @Readable(() => CodeList, 'INTERNAL', 'The list; null when refused.', { nullable: true })
  codeList: CodeList | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
