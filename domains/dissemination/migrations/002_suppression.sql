-- Under which setting of small counts a release was arranged: empty where it was under none, and for those made before this.
ALTER TABLE dissemination_release ADD COLUMN suppression TEXT;
