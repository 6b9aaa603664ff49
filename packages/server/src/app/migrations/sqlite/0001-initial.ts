import { Migration } from '@mikro-orm/migrations';

/** Every table as of the first version. Written by `pnpm generate` from the entities. */
export class Initial extends Migration {
  override name = '0001-initial';

  override up(): void {
    this.addSql(
      'create table `address` (`customer_id` bigint not null, `id` bigint not null, `subject_id` bigint not null, `record_id` bigint not null, `source_id` bigint not null, `type` text null, `country` text null, `province` text null, `city` text null, `district` text null, `region_code` text null, `line` text null, `postal_code` text null, `is_primary` integer not null default 0, `position` integer not null default 0, `sealed` blob null, primary key (`customer_id`, `id`)) without rowid',
    );
    this.addSql(
      'create table `api_token` (`id` integer not null primary key, `token_hash` text not null, `prefix` text not null, `name` text not null, `user_id` bigint not null, `created_at` bigint not null, `expires_at` bigint not null, `last_used_at` bigint null, `revoked_at` bigint null)',
    );
    this.addSql('create unique index `api_token_token_hash_unique` on `api_token` (`token_hash`)');
    this.addSql('create index `api_token_user_id_id_index` on `api_token` (`user_id`, `id`)');
    this.addSql(
      'create table `audit_entry` (`id` integer not null primary key, `seq` bigint null, `at` bigint not null, `actor_kind` text not null, `actor_id` bigint not null, `actor_name` text not null, `action` text not null, `object_type` text not null, `object_id` bigint null, `fields` text not null, `detail` text null, `reason` text null, `request_id` text not null, `prev_hash` text null, `hash` text null)',
    );
    this.addSql('create unique index `audit_entry_seq_unique` on `audit_entry` (`seq`)');
    this.addSql('create index `audit_entry_object_id_at_id_index` on `audit_entry` (`object_id`, `at`, `id`)');
    this.addSql('create index `audit_entry_actor_id_at_id_index` on `audit_entry` (`actor_id`, `at`, `id`)');
    this.addSql('create index `audit_entry_at_id_index` on `audit_entry` (`at`, `id`)');
    this.addSql(
      'create table `code_entry` (`list` text not null, `code` text not null, `label_zh` text not null, `label_en` text not null, `position` integer not null, `retired` integer not null default 0, `is_built_in` integer not null default 0, primary key (`list`, `code`)) without rowid',
    );
    this.addSql(
      'create table `consumer` (`name` text not null primary key, `seq` bigint not null, `updated_at` bigint not null)',
    );
    this.addSql(
      'create table `contact_point` (`customer_id` bigint not null, `id` bigint not null, `subject_id` bigint not null, `record_id` bigint not null, `source_id` bigint not null, `type` text not null, `label` text null, `value` text not null, `match_key` text null, `last_four` text null, `is_primary` integer not null default 0, `is_valid` integer not null default 1, `verified_at` bigint null, `holder_name` text null, `holder_title` text null, `position` integer not null default 0, `sealed` blob null, primary key (`customer_id`, `id`)) without rowid',
    );
    this.addSql('create index `contact_point_match_key_index` on `contact_point` (`match_key`)');
    this.addSql('create index `contact_point_last_four_index` on `contact_point` (`last_four`)');
    this.addSql(
      "create table `customer` (`id` integer not null primary key, `subject_id` bigint not null, `number` text not null, `kind` text not null, `name` text null, `name_sort` text not null default '', `family_name` text null, `given_name` text null, `gender` text null, `birth_date` text null, `employer` text null, `job_title` text null, `industry` text null, `size` text null, `note` text null, `stage` text null, `grade` text null, `status` text not null default 'ACTIVE', `owner_id` bigint null, `country` text null, `province` text null, `city` text null, `district` text null, `completeness` integer not null default 0, `created_at` bigint not null, `updated_at` bigint not null, `archived_at` bigint null, `version` integer not null default 1, `sealed` blob null)",
    );
    this.addSql('create unique index `customer_number_unique` on `customer` (`number`)');
    this.addSql('create index `customer_created_at_id_status_index` on `customer` (`created_at`, `id`, `status`)');
    this.addSql('create index `customer_updated_at_id_status_index` on `customer` (`updated_at`, `id`, `status`)');
    this.addSql('create index `customer_name_sort_id_status_index` on `customer` (`name_sort`, `id`, `status`)');
    this.addSql(
      'create index `customer_province_stage_status_created_at_id_index` on `customer` (`province`, `stage`, `status`, `created_at`, `id`)',
    );
    this.addSql('create index `customer_owner_id_created_at_id_index` on `customer` (`owner_id`, `created_at`, `id`)');
    this.addSql(
      'create table `customer_tag` (`customer_id` bigint not null, `tag_id` bigint not null, `origin` text not null, `tagged_at` bigint not null, primary key (`customer_id`, `tag_id`)) without rowid',
    );
    this.addSql('create index `customer_tag_tag_id_customer_id_index` on `customer_tag` (`tag_id`, `customer_id`)');
    this.addSql(
      'create table `export_run` (`id` integer not null primary key, `format` text not null, `state` text not null, `selection` mediumtext not null, `fields` text not null, `locale` text not null, `total_rows` bigint null, `row_count` bigint null, `file_name` text null, `file_size` bigint null, `job_id` bigint null, `problem` text null, `created_by` bigint not null, `created_at` bigint not null, `finished_at` bigint null)',
    );
    this.addSql(
      'create index `export_run_created_by_created_at_id_index` on `export_run` (`created_by`, `created_at`, `id`)',
    );
    this.addSql(
      'create table `field_rule` (`field` text not null primary key, `rule` text not null, `source_ids` text not null, `updated_at` bigint not null)',
    );
    this.addSql(
      'create table `guess_count` (`key` text not null primary key, `window_start` bigint not null, `guesses` integer not null)',
    );
    this.addSql('create index `guess_count_window_start_index` on `guess_count` (`window_start`)');
    this.addSql(
      'create table `idempotency_key` (`actor` text not null, `name` text not null, `fingerprint` text not null, `answer` text null, `created_at` bigint not null, primary key (`actor`, `name`)) without rowid',
    );
    this.addSql('create index `idempotency_key_created_at_index` on `idempotency_key` (`created_at`)');
    this.addSql(
      'create table `identifier` (`customer_id` bigint not null, `id` bigint not null, `subject_id` bigint not null, `record_id` bigint not null, `source_id` bigint not null, `type` text not null, `issuer` text null, `value` text not null, `match_key` text null, `is_valid` integer not null default 1, `verified_at` bigint null, `valid_from` text null, `valid_to` text null, `position` integer not null default 0, `sealed` blob null, primary key (`customer_id`, `id`)) without rowid',
    );
    this.addSql('create index `identifier_match_key_index` on `identifier` (`match_key`)');
    this.addSql('create table `id_sequence` (`name` text not null primary key, `next_id` bigint not null)');
    this.addSql(
      'create table `import_order` (`import_id` bigint not null, `order_id` bigint not null, primary key (`import_id`, `order_id`)) without rowid',
    );
    this.addSql(
      'create table `import_run` (`id` integer not null primary key, `file_id` bigint not null, `kind` text not null, `state` text not null, `source_id` bigint null, `row_shape` text not null, `mode` text not null, `setup` mediumtext not null, `template_id` bigint null, `counts` text not null, `dry_run` text null, `dry_run_samples` mediumtext null, `checkpoint` text null, `progress` text null, `job_id` bigint null, `problem` text null, `created_by` bigint not null, `created_at` bigint not null, `started_at` bigint null, `finished_at` bigint null, `undone_at` bigint null, `purged_at` bigint null, `version` integer not null default 1)',
    );
    this.addSql('create index `import_run_created_at_id_index` on `import_run` (`created_at`, `id`)');
    this.addSql('create index `import_run_file_id_index` on `import_run` (`file_id`)');
    this.addSql(
      'create table `import_template` (`id` integer not null primary key, `name` text not null, `source_id` bigint null, `kind` text not null, `row_shape` text not null, `mode` text not null, `mapping` mediumtext not null, `keys` text not null, `phone_region` text null, `time_zone` text null, `currency` text null, `fingerprint` text not null, `created_by` bigint not null, `updated_at` bigint not null)',
    );
    this.addSql('create index `import_template_fingerprint_index` on `import_template` (`fingerprint`)');
    this.addSql(
      'create table `job` (`id` integer not null primary key, `kind` text not null, `unique_key` text null, `state` text not null, `payload` text not null, `checkpoint` text null, `steps` integer not null default 0, `progress` double null, `note` text null, `wanted` text null, `attempts` integer not null default 0, `max_attempts` integer not null default 5, `run_after` bigint not null, `lease_owner` text null, `lease_until` bigint null, `fence` integer not null default 0, `problem` text null, `created_by` bigint not null, `created_at` bigint not null, `started_at` bigint null, `finished_at` bigint null)',
    );
    this.addSql('create unique index `job_unique_key_unique` on `job` (`unique_key`)');
    this.addSql('create index `job_state_run_after_id_index` on `job` (`state`, `run_after`, `id`)');
    this.addSql('create index `job_created_at_id_index` on `job` (`created_at`, `id`)');
    this.addSql(
      'create table `lease` (`name` text not null primary key, `owner` text not null, `until` bigint not null, `fence` integer not null)',
    );
    this.addSql(
      'create table `number_alias` (`number` text not null primary key, `state` text not null, `customer_id` bigint null, `successor` text null, `changed_at` bigint not null, `reason` text null)',
    );
    this.addSql('create index `number_alias_customer_id_index` on `number_alias` (`customer_id`)');
    this.addSql(
      'create table `number_block` (`id` integer not null primary key, `scope` text not null, `pattern` text not null, `first_value` bigint not null, `last_value` bigint not null, `first_number` text not null, `last_number` text not null, `taken_at` bigint not null, `taken_by` text not null)',
    );
    this.addSql('create table `number_sequence` (`scope` text not null primary key, `next_value` bigint not null)');
    this.addSql(
      'create table `one_time_link` (`id` integer not null primary key, `token_hash` text not null, `purpose` text not null, `user_id` bigint not null, `created_at` bigint not null, `expires_at` bigint not null, `used_at` bigint null)',
    );
    this.addSql('create unique index `one_time_link_token_hash_unique` on `one_time_link` (`token_hash`)');
    this.addSql('create index `one_time_link_user_id_id_index` on `one_time_link` (`user_id`, `id`)');
    this.addSql(
      "create table `order_line` (`order_id` bigint not null, `line_key` text not null, `id` bigint not null, `revision` bigint not null, `import_id` bigint not null, `retracted` integer not null default 0, `given` integer not null, `product_id` bigint null, `description` text null, `quantity` bigint not null, `unit_price` bigint not null, `amount` bigint not null, `kind` text not null, `placed_at` bigint not null, `named_customer_id` bigint not null default '0', `stated_status` text null, primary key (`order_id`, `line_key`)) without rowid",
    );
    this.addSql('create index `order_line_product_id_retracted_index` on `order_line` (`product_id`, `retracted`)');
    this.addSql(
      "create table `order_line_version` (`order_id` bigint not null, `line_key` text not null, `revision` bigint not null, `import_id` bigint not null, `retracted` integer not null default 0, `given` integer not null, `product_id` bigint null, `description` text null, `quantity` bigint not null, `unit_price` bigint not null, `amount` bigint not null, `kind` text not null, `placed_at` bigint not null, `named_customer_id` bigint not null default '0', `stated_status` text null, primary key (`order_id`, `line_key`, `revision`)) without rowid",
    );
    this.addSql('create index `order_line_version_product_id_index` on `order_line_version` (`product_id`)');
    this.addSql(
      'create table `outbox_event` (`id` integer not null primary key, `seq` bigint null, `at` bigint not null, `type` text not null, `object_id` bigint null, `payload` text not null)',
    );
    this.addSql('create unique index `outbox_event_seq_unique` on `outbox_event` (`seq`)');
    this.addSql(
      "create table `product` (`id` integer not null primary key, `source_id` bigint not null, `code` text not null, `product_key` text not null, `name` text null, `import_id` bigint not null default '0', `created_at` bigint not null)",
    );
    this.addSql('create unique index `product_product_key_unique` on `product` (`product_key`)');
    this.addSql('create index `product_code_id_index` on `product` (`code`, `id`)');
    this.addSql(
      "create table `purchase_order` (`id` integer not null primary key, `customer_id` bigint not null, `subject_id` bigint not null default '0', `source_id` bigint not null, `number` text not null, `order_key` text not null, `currency` text not null, `placed_at` bigint not null, `total` bigint not null, `line_count` integer not null, `return_count` integer not null, `status` text not null, `retracted` integer not null default 0, `cancelled_at` bigint null, `created_at` bigint not null, `updated_at` bigint not null, `version` integer not null default 1)",
    );
    this.addSql('create unique index `purchase_order_order_key_unique` on `purchase_order` (`order_key`)');
    this.addSql(
      'create index `purchase_order_customer_id_retracted_placed_at_id_index` on `purchase_order` (`customer_id`, `retracted`, `placed_at`, `id`)',
    );
    this.addSql('create index `purchase_order_placed_at_id_index` on `purchase_order` (`placed_at`, `id`)');
    this.addSql('create index `purchase_order_total_id_index` on `purchase_order` (`total`, `id`)');
    this.addSql('create index `purchase_order_number_index` on `purchase_order` (`number`)');
    this.addSql(
      'create table `import_rejected_row` (`import_id` bigint not null, `line` integer not null, `column_name` text null, `code` text not null, `params` text null, `cells` mediumtext not null, primary key (`import_id`, `line`)) without rowid',
    );
    this.addSql('create table `schedule` (`name` text not null primary key, `last_slot` bigint not null)');
    this.addSql(
      'create table `seal_head` (`name` text not null primary key, `seq` bigint not null, `hash` text not null)',
    );
    this.addSql(
      'create table `search_token` (`token` text not null, `customer_id` bigint not null, primary key (`token`, `customer_id`)) without rowid',
    );
    this.addSql(
      'create table `session` (`id` integer not null primary key, `token_hash` text not null, `user_id` bigint not null, `created_at` bigint not null, `last_seen_at` bigint not null, `expires_at` bigint not null, `user_agent` text null)',
    );
    this.addSql('create unique index `session_token_hash_unique` on `session` (`token_hash`)');
    this.addSql('create index `session_user_id_id_index` on `session` (`user_id`, `id`)');
    this.addSql('create index `session_expires_at_index` on `session` (`expires_at`)');
    this.addSql('create table `setting` (`name` text not null primary key, `value` text not null)');
    this.addSql(
      'create table `source` (`id` integer not null primary key, `code` text not null, `name` text not null, `priority` integer not null, `is_built_in` integer not null default 0, `created_at` bigint not null, `version` integer not null default 1)',
    );
    this.addSql('create unique index `source_code_unique` on `source` (`code`)');
    this.addSql(
      'create table `source_record` (`customer_id` bigint not null, `id` bigint not null, `subject_id` bigint not null, `source_id` bigint not null, `external_id` text null, `current_key` text null, `channel` text not null, `import_id` bigint null, `line_number` integer null, `actor_id` bigint null, `recorded_from` bigint not null, `recorded_to` bigint null, `retracted` integer not null default 0, `present` bigint not null, `document` text not null, `sealed` blob null, `digests` text null, primary key (`customer_id`, `id`))',
    );
    this.addSql('create unique index `source_record_current_key_unique` on `source_record` (`current_key`)');
    this.addSql(
      'create index `source_record_import_id_customer_id_index` on `source_record` (`import_id`, `customer_id`)',
    );
    this.addSql(
      'create table `staff_user` (`id` integer not null primary key, `name` text not null, `email` text not null, `password_hash` text null, `roles` text not null, `status` text not null, `locale` text null, `last_sign_in_at` bigint null, `created_at` bigint not null, `version` integer not null)',
    );
    this.addSql('create unique index `staff_user_email_unique` on `staff_user` (`email`)');
    this.addSql('create index `staff_user_status_id_index` on `staff_user` (`status`, `id`)');
    this.addSql(
      'create table `tag` (`id` integer not null primary key, `name` text not null, `colour` text null, `created_at` bigint not null)',
    );
    this.addSql('create unique index `tag_name_unique` on `tag` (`name`)');
    this.addSql(
      'create table `uploaded_file` (`id` integer not null primary key, `name` text not null, `size` bigint not null, `sha256` text not null, `state` text not null, `problem` text null, `detection` mediumtext null, `uploaded_at` bigint not null, `uploaded_by` bigint not null)',
    );
    this.addSql('create index `uploaded_file_sha256_index` on `uploaded_file` (`sha256`)');
  }
}
