"""The CRM sidebar's ways in: who launched a panel, from which CRM, for which record, and whether that is true."""
