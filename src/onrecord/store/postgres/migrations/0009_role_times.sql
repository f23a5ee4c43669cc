-- When a speaker held the role, where the article says so: Speaker.role_held and role_dates.

ALTER TABLE statements ADD COLUMN role_held text COLLATE "C";
ALTER TABLE statements ADD COLUMN role_dates text COLLATE "C";
