"""The layout of a workspace: names of its folders and files."""

CATALOGS = "catalogs"
REGION_FILE = "region.yaml"
SUFFIXES = (".yaml", ".yml")
NATIONAL = "国家"  # the reference: catalogues without units, so no region file
RECORD_FILE = "采用记录.yaml"  # which state of the items above a region has looked at
REVIEW_FILE = "审阅记录.yaml"  # which state of its items each unit has confirmed
FLOWS = "流程"  # the folder of a region that holds flows of its own
