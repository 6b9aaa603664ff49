// Few pages pick dates, and the styles of it are large: they come with it, not with the first page.
import 'element-plus/theme-chalk/el-date-picker.css';
import 'element-plus/theme-chalk/el-date-picker-panel.css';
import 'element-plus/theme-chalk/el-time-picker.css';

export { ElDatePicker } from 'element-plus';
